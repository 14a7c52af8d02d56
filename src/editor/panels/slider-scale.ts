import type { NumberParam } from '../../runtime/node/params.ts';

/** How a slider of `steps` positions maps to values. */
export interface SliderScale {
  readonly steps: number;
  positionOf(value: number): number;
  valueAt(position: number): number;
}
const positions = 400;
/** More steps than this are no longer told apart on a linear slider of a panel's width. */
const mostLinearSteps = 200;

/**
 * The slider that suits a parameter: linear for a narrow range, else logarithmic from the smallest step, with 0 at its end.
 *
 * @param current  widens a range that was cut to what is usual.
 * @returns `null` where no range is sensible: grey values, open bounds, seeds.
 */
export function sliderScale(param: NumberParam, current: number): SliderScale | null {
  const { min, max, default: usual } = param;
  const step = param.step ?? (param.type === 'integer' ? 1 : 0);
  const span = max - min;
  if (!(span > 0) || span === 1) return param.type === 'number' && span === 1 ? linear(param, step || 0.01) : null;
  // of counts and calibrations 0 stands for "as recorded": a place to leave by typing, not by sliding
  if (usual === 0 && (param.type === 'integer' ? param.unit === '1' : param.unit === 'µm' || param.unit === 's')) {
    return null;
  }
  const isNarrow = step > 0 ? span / step <= mostLinearSteps : span <= 100;
  if (isNarrow || (span <= 100 && usual - min > span * 0.05)) return linear(param, step || span / 200);
  if (min < 0 || !Number.isFinite(usual)) return null;
  if (usual === 0 && param.unit === '1') return null;
  const isOpen = max > 1e5;
  if (isOpen && (usual <= 0 ? param.unit !== 'px²' : usual >= max)) return null;
  if (max >= 2 ** 31 - 1 && param.unit === '1') return null;
  const top = Math.max(current, isOpen ? Math.min(max, usual > 0 ? usual * 100 : 10_000) : max);
  return logarithmic(param, step, Math.min(top, max));
}

function linear({ min, max, type }: NumberParam, step: number): SliderScale {
  const steps = Math.max(1, Math.round((max - min) / step));
  return {
    steps,
    positionOf: (value) => ((value - min) / (max - min)) * steps,
    valueAt: (position) => {
      const value = Math.min(max, min + Math.round(position) * step);
      return type === 'integer' ? Math.round(value) : tidy(value);
    },
  };
}

function logarithmic({ min, type, default: usual }: NumberParam, step: number, top: number): SliderScale {
  // values up to this lie almost linearly, so that 0 has a place
  const knee = step || (type === 'integer' ? 1 : Math.max(min, usual / 10) || 1);
  const width = Math.log1p((top - min) / knee);
  return {
    steps: positions,
    positionOf: (value) => (Math.log1p(Math.max(0, value - min) / knee) / width) * positions,
    valueAt: (position) => {
      if (position <= 0) return min;
      if (position >= positions) return top;
      const raw = min + knee * Math.expm1((position / positions) * width);
      const grain = Math.max(step, 10 ** (Math.floor(Math.log10(Math.max(raw, 1e-12))) - 1));
      const rounded = Math.min(top, Math.max(min, Math.round(raw / grain) * grain));
      return type === 'integer' ? Math.round(rounded) : tidy(rounded);
    },
  };
}

const tidy = (value: number): number => Number(value.toPrecision(8));
