import { z } from 'zod';

/** A start of one court, in the club's wall time. */
export type SlotChoice = { courtId: number; date: string; startTime: string; durationMinutes: number };

/** `12 2026-11-28 10:00 90`: what a button of a form sends. */
export const slotValue = ({ courtId, date, startTime, durationMinutes }: SlotChoice) =>
  `${courtId} ${date} ${startTime} ${durationMinutes}`;

/** Takes apart what `slotValue` wrote; whether the parts make sense is for the verb's own schema to say. */
export const slotValueSchema = z.string().transform((value): SlotChoice => {
  const [courtId = '', date = '', startTime = '', durationMinutes = ''] = value.split(' ');
  return { courtId: Number(courtId), date, startTime, durationMinutes: Number(durationMinutes) };
});
