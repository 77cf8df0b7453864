/** The parts of a day as people ask for them. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

const AFTERNOON_MINUTE = 13 * 60;
const EVENING_MINUTE = 19 * 60 + 30;

/** The part of the day of a start. The minute counts from midnight at the club. */
export function dayPartOf(minuteOfDay: number): DayPart {
  if (minuteOfDay < AFTERNOON_MINUTE) return 'morning';
  return minuteOfDay < EVENING_MINUTE ? 'afternoon' : 'evening';
}
