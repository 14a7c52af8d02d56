import '@mantine/core/styles.css';
import '@xyflow/react/dist/style.css';
import './main.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createSession } from './session/create-session.ts';
import { followDocument } from './session/follow-document.ts';
import { SessionContext } from './session/session-context.tsx';
import { App } from './shell/app.tsx';
import { readableGreys, theme } from './shell/theme.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
// Where none is allowed, the editor only needs its server for longer.
if (import.meta.env.PROD) void navigator.serviceWorker?.register('offline.js').catch(() => {});
const session = createSession();
followDocument(session);
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={readableGreys}>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </MantineProvider>
  </StrictMode>,
);
