import { useEffect } from 'react';

const focusable =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';
const isSeen = (element: Element): boolean => element.getClientRects().length > 0;

/** F6 goes from part to part of the page, Shift F6 back; a part takes the focus where it had it last. */
export function useRegionKeys(): void {
  useEffect(() => {
    const last = new WeakMap<Element, HTMLElement>();
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('[aria-modal="true"]')) return;
      event.preventDefault();
      const regions = [...document.querySelectorAll('[data-region]')].filter(isSeen);
      const { activeElement } = document;
      const at = regions.findIndex((region) => region.contains(activeElement));
      const current = regions[at];
      if (current && activeElement instanceof HTMLElement) last.set(current, activeElement);
      for (let step = 1; step <= regions.length; step++) {
        const region = regions.at((at + (event.shiftKey ? -step : step)) % regions.length);
        if (region && takesFocus(region, last.get(region))) return;
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function takesFocus(region: Element, before: HTMLElement | undefined): boolean {
  const candidates = [...region.querySelectorAll<HTMLElement>(focusable)].filter(isSeen);
  if (before?.isConnected && isSeen(before)) candidates.unshift(before);
  return candidates.some((element) => {
    element.focus();
    return document.activeElement === element;
  });
}
