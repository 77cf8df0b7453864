'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import {
  addPlayer,
  addPlayerSchema,
  removePlayer,
  removePlayerSchema,
} from '@/lib/reservations/change-players';
import { type ActionResult, action } from '@/lib/web/action';

type Previous = ActionResult<void> | null;

/** A field that is left empty is sent all the same. */
const addForm = addPlayerSchema.extend({
  email: z
    .string()
    .transform((email) => email.trim() || undefined)
    .pipe(addPlayerSchema.shape.email),
});
const removeForm = removePlayerSchema.extend({
  position: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number),
});

const submitAdd = action(addForm, addPlayer);
const submitRemove = action(removeForm, removePlayer);

export async function add(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitAdd(null, form);
  if (result.ok) refresh();
  return result;
}

/** Also shows the list anew when somebody else has changed it. */
export async function remove(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitRemove(null, form);
  refresh();
  return result;
}
