import type { KeyboardEvent } from 'react';
import { moveRow, rowOf } from './move-row';

/** `Alt` with an arrow moves the row in which the focus is, and the focus goes with it. */
export function moveByKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  const { target } = event;
  const row = rowOf(target);
  if (!row) return;
  event.preventDefault();
  moveRow(row, event.key === 'ArrowUp' ? -1 : 1);
  if (target instanceof HTMLElement) target.focus();
}
