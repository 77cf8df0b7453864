'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { extrasIn } from '@/components/shared/slot-value';
import { changeExtras as change, changeExtrasSchema } from '@/lib/payments/change-extras';
import { type ActionResult, action } from '@/lib/web/action';

const extrasForm = z
  .looseObject({ reservationId: z.string() })
  .transform(
    ({ reservationId, ...fields }): z.input<typeof changeExtrasSchema> => ({
      reservationId,
      extras: extrasIn(fields),
    }),
  )
  .pipe(changeExtrasSchema);

const submitExtras = action(extrasForm, change);

/**
 * Changes the extras of a held booking. The page then asks for the new total, or for nothing when it was paid
 * meanwhile.
 */
export async function changeExtras(
  _previous: ActionResult<void> | null,
  form: FormData,
): Promise<ActionResult<void>> {
  const result = await submitExtras(null, form);
  refresh();
  return result;
}
