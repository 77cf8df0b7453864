import { z } from 'zod';
import type { WallWindow } from '@/db/schema';
import { parseLocalTime } from '@/lib/core/time';

/** The minute at which a day ends. */
export const MIDNIGHT = 24 * 60;

/** Opening and closing by the wall clock, in steps of five minutes. */
export const wallTimes = {
  opens: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5][05]$/, 'must be a time from 00:00 to 23:55, by five minutes'),
  closes: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5][05]|24:00)$/, 'must be a time from 00:00 to 24:00, by five minutes'),
};

/** A closing that is not after the opening is on the next day. */
export function readWindow({ opens, closes }: { opens: string; closes: string }): WallWindow {
  const opensMinute = parseLocalTime(opens) ?? 0;
  const closing = closes === '24:00' ? MIDNIGHT : (parseLocalTime(closes) ?? 0);
  return { opensMinute, closesMinute: closing > opensMinute ? closing : closing + MIDNIGHT };
}

/** The other of `readWindow`. */
export const windowJson = ({ opensMinute, closesMinute }: WallWindow) => ({
  opens: clockTime(opensMinute),
  closes: closesMinute === MIDNIGHT ? '24:00' : clockTime(closesMinute % MIDNIGHT),
});

/** `630` → `10:30`. */
export const clockTime = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Says at both of two windows that they overlap. Those of which `areOfOneDay` is false may. */
export function refuseOverlaps<Window extends { opens: string; closes: string }>(
  windows: readonly Window[],
  areOfOneDay: (one: Window, other: Window) => boolean,
  path: readonly (string | number)[],
  check: z.RefinementCtx,
): void {
  const read = windows.map(readWindow);
  for (const [index, window] of windows.entries()) {
    const meets = windows.some((other, place) => {
      const [one, two] = [read[index], read[place]];
      if (place === index || !one || !two || !areOfOneDay(window, other)) return false;
      return one.opensMinute < two.closesMinute && two.opensMinute < one.closesMinute;
    });
    if (meets) {
      check.addIssue({
        code: 'custom',
        path: [...path, index, 'opens'],
        message: 'overlaps another of that day',
      });
    }
  }
}
