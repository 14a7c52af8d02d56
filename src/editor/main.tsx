import './main.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Overview } from './overview.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <Overview />
  </StrictMode>,
);
