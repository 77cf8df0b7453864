import type { RefundPolicy } from '@/db/schema/clubs';

/** A part of the line that can be dragged, named for what it sets. */
export type Handle = keyof RefundPolicy;
type Point = { x: number; y: number };

/** The drawing, in its own units. The game starts at its right edge. */
export const SIZE = { width: 600, height: 200, left: 24, right: 576, top: 24, bottom: 160 };

/** The drawing shows three days at least, and always a quarter more than the policy needs. */
const LEAST_HOURS = 72;
const MOST_HOURS = 720;

/** The line of a policy, the places of its handles, and how many hours before the game it begins. */
export function lineOf({ freeHours, laterPercent, nothingHours }: RefundPolicy) {
  const mostHours = Math.min(MOST_HOURS, Math.max(LEAST_HOURS, Math.ceil((freeHours * 1.25) / 12) * 12));
  const x = (hours: number) =>
    SIZE.right - (Math.min(hours, mostHours) / mostHours) * (SIZE.right - SIZE.left);
  const y = (percent: number) => SIZE.bottom - (percent / 100) * (SIZE.bottom - SIZE.top);
  const [free, nothing] = [x(freeHours), x(nothingHours)];
  const path = `M ${SIZE.left} ${y(100)} H ${free} V ${y(laterPercent)} H ${nothing} V ${y(0)} H ${SIZE.right}`;
  const places: Record<Handle, Point> = {
    freeHours: { x: free, y: y(100) },
    laterPercent: { x: (free + nothing) / 2, y: y(laterPercent) },
    nothingHours: { x: nothing, y: y(0) },
  };
  return { path, places, mostHours };
}

/** The policy after a handle was dragged to a point: whole hours, steps of five per cent, and never out of order. */
export function dragged(
  policy: RefundPolicy,
  handle: Handle,
  { x, y }: Point,
  mostHours: number,
): RefundPolicy {
  const hours = Math.round(((SIZE.right - x) / (SIZE.right - SIZE.left)) * mostHours);
  const percent = Math.round(((SIZE.bottom - y) / (SIZE.bottom - SIZE.top)) * 20) * 5;
  switch (handle) {
    case 'freeHours':
      return { ...policy, freeHours: between(policy.nothingHours, hours, mostHours) };
    case 'nothingHours':
      return { ...policy, nothingHours: between(0, hours, policy.freeHours) };
    case 'laterPercent':
      return { ...policy, laterPercent: between(0, percent, 100) };
  }
}

const between = (least: number, value: number, most: number) => Math.min(most, Math.max(least, value));
