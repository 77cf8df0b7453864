import { z } from 'zod';
import { slotFormSchema } from '@/components/shared/slot-value';
import { moveOwnSchema } from '@/lib/moves/move-own-booking';

/** The form of a move: the booking and the start of the pressed button. */
export const moveFormSchema = z
  .looseObject({ reservationId: z.string() })
  .transform(({ reservationId, slot }, ctx): z.input<typeof moveOwnSchema> => {
    const parsed = slotFormSchema.safeParse({ slot });
    if (parsed.success) return { reservationId, ...placeOf(parsed.data) };
    ctx.addIssue('must name a start');
    return z.NEVER;
  })
  .pipe(moveOwnSchema);

const placeOf = ({ courtId, date, startTime, durationMinutes }: z.output<typeof slotFormSchema>) => ({
  courtId,
  date,
  startTime,
  durationMinutes,
});
