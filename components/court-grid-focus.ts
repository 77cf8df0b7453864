import type { KeyboardEvent } from 'react';

/** Left and right go to the next start of the court, up and down to the nearest start of the court beside it. */
export function moveFocus(event: KeyboardEvent<HTMLTableElement>) {
  const at = event.target;
  if (!(at instanceof HTMLButtonElement)) return;
  const next = startBeside(at, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function startBeside(at: HTMLButtonElement, key: string): HTMLButtonElement | undefined {
  const row = at.closest('tr');
  const starts = startsIn(row);
  const index = starts.indexOf(at);
  switch (key) {
    case 'ArrowLeft':
      return starts[index - 1];
    case 'ArrowRight':
      return starts[index + 1];
    case 'Home':
      return starts[0];
    case 'End':
      return starts.at(-1);
    case 'ArrowUp':
      return nearestIn(row?.previousElementSibling, at, 'previousElementSibling');
    case 'ArrowDown':
      return nearestIn(row?.nextElementSibling, at, 'nextElementSibling');
    default:
      return undefined;
  }
}

const startsIn = (row: Element | null | undefined): HTMLButtonElement[] => [
  ...(row?.querySelectorAll('button') ?? []),
];

function nearestIn(
  row: Element | null | undefined,
  at: HTMLButtonElement,
  onward: 'previousElementSibling' | 'nextElementSibling',
): HTMLButtonElement | undefined {
  const distance = (start: HTMLButtonElement) =>
    Math.abs(Number(start.dataset.column) - Number(at.dataset.column));
  const [nearest] = startsIn(row).sort((a, b) => distance(a) - distance(b));
  return nearest ?? (row ? nearestIn(row[onward], at, onward) : undefined);
}
