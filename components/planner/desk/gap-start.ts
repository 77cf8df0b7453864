import type { Point } from './board-axis';
import type { BoardConfig } from './board-config';
import { type BoardPiece, trackUnder } from './board-dom';
import { snapStart } from '@/components/planner/lift/lift-rules';

/** The step of a free gap under a point of the window, where a booking would begin. */
export function startUnder(config: BoardConfig, gap: BoardPiece, point: Point, pixels: number): number {
  const court = gap.element.closest('[data-court]');
  if (!court) return gap.at;
  const start = snapStart(trackUnder(court, point, pixels) - config.step / 2, config.step, config, false);
  return Math.max(gap.at, Math.min(start, gap.at + gap.len - 1));
}
