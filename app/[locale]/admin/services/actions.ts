'use server';

import { refresh } from 'next/cache';
import { type ActionResult, action } from '@/lib/action';
import { applyRemedy } from '@/lib/operations/apply-remedy';
import { remedySchema } from '@/lib/operations/remedy';

const submitRemedy = action(remedySchema, applyRemedy);

export async function remedyAction(_previous: ActionResult<void> | null, form: FormData) {
  const result = await submitRemedy(null, form);
  if (result.ok) refresh();
  return result;
}
