/** A start of one court, in the club's wall time. */
export type SlotChoice = { courtId: number; date: string; startTime: string; durationMinutes: number };

/** `12 2026-11-28 10:00 90`: the value of a form's button, and the name of its transition to the checkout. */
export const slotValue = ({ courtId, date, startTime, durationMinutes }: SlotChoice) =>
  `${courtId} ${date} ${startTime} ${durationMinutes}`;
