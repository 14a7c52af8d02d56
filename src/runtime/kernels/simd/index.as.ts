export { reset, take } from './memory.as';
export { hasHoles, hasNaN } from './convert.as';
export { gaussian, wideGaussian } from './gaussian.as';
export { median, medianRanks } from './median.as';
export { shiftByTaps } from './shift.as';
export { threshold } from './threshold.as';
export { shiftByPhase } from './fourier.as';
export { rollingBall } from './ball.as';
export { opening } from './opening.as';
