'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { proveSession } from '@/lib/factors/prove-session';
import { beginSecondFactor, confirmInput, confirmSecondFactor } from '@/lib/factors/second-factor';
import { type ActionResult, action } from '@/lib/web/action';

const submitBegin = action(z.object({}), beginSecondFactor);

/** The page then shows the key. */
export async function begin(_previous: ActionResult<void> | null, form: FormData) {
  const result = await submitBegin(null, form);
  if (result.ok) refresh();
  return result;
}

const submitConfirm = action(confirmInput, async (ctx, input) => {
  const { codes, sessionVersion } = await confirmSecondFactor(ctx, input);
  await proveSession(ctx.now, 'factor', sessionVersion);
  return { codes };
});

/** The recovery codes are in the result, this once. */
export async function confirm(_previous: ActionResult<{ codes: string[] }> | null, form: FormData) {
  return submitConfirm(null, form);
}
