'use server';

import { z } from 'zod';
import { startCardChange } from '@/lib/payments/shares/change-card';
import { type ActionResult, action } from '@/lib/web/action';

const submit = action(z.strictObject({ reservationId: z.uuid() }), startCardChange);

/** Field `reservationId`: opens the wish to save another card. */
export async function openCardChange(
  _previous: null,
  form: FormData,
): Promise<ActionResult<{ clientSecret: string }>> {
  return submit(null, form);
}
