import { courtsOf } from '@/components/planner/desk/board-dom';
import type { Spot } from './lift-rules';

const GLOW_MS = 3_000;

/** Lets places of the board glow for three seconds. Scripts draw them, and nothing is rendered. */
export function glowPlaces(board: HTMLElement, places: readonly Spot[]): void {
  for (const { courtId, at, len } of places) {
    const court = courtsOf(board).find(({ dataset }) => dataset.court === String(courtId));
    const glow = document.createElement('div');
    glow.className = `board-glow at-${at} len-${len}`;
    court?.querySelector('.board-line')?.append(glow);
    setTimeout(() => glow.remove(), GLOW_MS);
  }
}
