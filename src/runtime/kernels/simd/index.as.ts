export { reset, take } from './memory.as';
export { hasHoles } from './convert.as';
export { gaussian } from './gaussian.as';
