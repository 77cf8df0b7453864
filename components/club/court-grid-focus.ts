import type { KeyboardEvent } from 'react';

/**
 * Arrow keys move along a court to its next start, and across to the nearest start of the next court. A court may be
 * a row or a column.
 */
export function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const at = event.target;
  if (!(at instanceof HTMLButtonElement)) return;
  const next = startBeside(at, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

const ALONG = { row: { back: 'ArrowLeft', on: 'ArrowRight' }, column: { back: 'ArrowUp', on: 'ArrowDown' } };

function startBeside(at: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
  const court = at.closest<HTMLElement>('[data-court]');
  if (!court) return undefined;
  const [along, across] =
    court.offsetWidth > court.offsetHeight ? [ALONG.row, ALONG.column] : [ALONG.column, ALONG.row];
  const starts = startsIn(court);
  const index = starts.indexOf(at);
  switch (key) {
    case along.back:
      return starts[index - 1];
    case along.on:
      return starts[index + 1];
    case 'Home':
      return starts[0];
    case 'End':
      return starts.at(-1);
    case across.back:
      return nearestIn(court.previousElementSibling, at, 'previousElementSibling');
    case across.on:
      return nearestIn(court.nextElementSibling, at, 'nextElementSibling');
    default:
      return undefined;
  }
}

const startsIn = (court: Element): HTMLButtonElement[] => [...court.querySelectorAll('button')];

function nearestIn(
  court: Element | null,
  at: HTMLButtonElement,
  onward: 'previousElementSibling' | 'nextElementSibling',
): HTMLButtonElement | undefined {
  if (!court) return undefined;
  const distance = (start: HTMLButtonElement) =>
    Math.abs(Number(start.dataset.column) - Number(at.dataset.column));
  const [nearest] = startsIn(court).sort((a, b) => distance(a) - distance(b));
  return nearest ?? nearestIn(court[onward], at, onward);
}
