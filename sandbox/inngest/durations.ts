const UNIT_MS: Record<string, number> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
};

/** The milliseconds of a duration as the SDK writes it, such as `1h5m` or `30s`; 0 for an empty one. */
export function durationMs(length: string): number {
  return [...length.matchAll(/(\d+)\s*([wdhms])/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  );
}

/** The moment of a sleep or timeout, which is a duration or an ISO instant. */
export function momentOf(lengthOrInstant: string, fromMs: number): number {
  const instant = /^\d{4}-/.test(lengthOrInstant) ? Date.parse(lengthOrInstant) : Number.NaN;
  return Number.isNaN(instant) ? fromMs + durationMs(lengthOrInstant) : instant;
}
