'use server';

import { refresh } from 'next/cache';
import { applyRemedy } from '@/lib/backoffice/apply-remedy';
import { remedySchema } from '@/lib/diagnostics/remedy';
import { type ActionResult, action } from '@/lib/web/action';

const submitRemedy = action(remedySchema, applyRemedy);

export async function remedyAction(_previous: ActionResult<void> | null, form: FormData) {
  const result = await submitRemedy(null, form);
  if (result.ok) refresh();
  return result;
}
