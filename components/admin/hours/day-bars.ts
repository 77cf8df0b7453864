/** A window of a day in minutes after its midnight. One that closes on the next day ends beyond 1440. */
export type Bar = { opens: number; closes: number };
export type Edge = keyof Bar;

/** Bars move by five minutes, as clubs open. */
export const STEP = 5;
export const DAY = 1440;
/** A window closes within a day of its opening. */
const LATEST = 2 * DAY;

/** `10:30` → `630`. Null for what is no time. */
function minuteOf(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

/** `1500` → `01:00` */
export const clockOf = (minute: number): string =>
  [Math.floor(minute / 60) % 24, minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** A window as it is typed. Null while it lacks a time. */
export function barOf(typed: Record<Edge, string>): Bar | null {
  const [opens, closes] = [minuteOf(typed.opens), minuteOf(typed.closes)];
  if (opens === null || closes === null) return null;
  return { opens, closes: closes > opens ? closes : closes + DAY };
}

/** A bar with one edge at a minute, or as near as the other edge and the other bars of the day let it. */
export function withEdge(bar: Bar, others: readonly Bar[], edge: Edge, minute: number): Bar {
  const { from, until } = roomAround(bar, others);
  const [least, most] =
    edge === 'opens'
      ? [Math.max(from, bar.closes - DAY), Math.min(bar.closes, DAY) - STEP]
      : [bar.opens + STEP, Math.min(until, bar.opens + DAY)];
  return { ...bar, [edge]: within(least, snap(minute), most) };
}

/** A bar that opens at a minute and is as long as before, or as near as the other bars of the day let it. */
export function movedTo(bar: Bar, others: readonly Bar[], opens: number): Bar {
  const { from, until } = roomAround(bar, others);
  const length = bar.closes - bar.opens;
  const start = within(from, snap(opens), Math.min(until - length, DAY - STEP));
  return { opens: start, closes: start + length };
}

/** A new bar of an hour around a minute, shorter where there is less room. Null on another bar and after midnight. */
export function barAt(others: readonly Bar[], minute: number): Bar | null {
  if (others.some((other) => minute >= other.opens && minute < other.closes)) return null;
  const { from, until } = roomAround({ opens: minute, closes: minute }, others);
  const opens = Math.max(from, Math.floor(minute / 30) * 30);
  const closes = Math.min(until, opens + 60);
  return opens < DAY && closes - opens >= STEP ? { opens, closes } : null;
}

/** From the closing of the bar before to the opening of the one after. */
function roomAround({ opens, closes }: Bar, others: readonly Bar[]): { from: number; until: number } {
  return {
    from: Math.max(0, ...others.filter((other) => other.closes <= opens).map((other) => other.closes)),
    until: Math.min(LATEST, ...others.filter((other) => other.opens >= closes).map((other) => other.opens)),
  };
}

const snap = (minute: number) => Math.round(minute / STEP) * STEP;
const within = (least: number, value: number, most: number) => Math.max(least, Math.min(value, most));
