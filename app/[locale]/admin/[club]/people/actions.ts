'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { peoplePath, personPath } from '@/components/people/people-paths';
import { getClub } from '@/lib/catalogue/catalogue';
import { blockCustomer, blockCustomerSchema, unblockCustomer } from '@/lib/desk/block-customer';
import { eraseCustomer } from '@/lib/desk/erase-customer';
import { mergeCustomers, mergeCustomersSchema } from '@/lib/desk/merge-customers';
import { settlePerson, settlePersonSchema } from '@/lib/desk/people/settle-person';
import {
  addCustomer,
  changeCustomer,
  customerChangesSchema,
  newCustomerSchema,
} from '@/lib/desk/save-customer';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';
import { mailAtField } from '../mail-at-field';

type Previous = ActionResult<unknown> | null;

/** A field that is left empty takes its value away. */
const emptied = z
  .string()
  .transform((typed): string | null | undefined => (typed.trim() === '' ? null : typed));
const { name, email, phone, note, category } = customerChangesSchema.shape;
const details = {
  email: emptied.pipe(email).optional(),
  phone: emptied.pipe(phone).optional(),
  note: emptied.pipe(note).optional(),
  category: emptied.pipe(category).optional(),
};

const ofPerson = { club: z.string().max(100), id: z.uuid() };

const submitNew = action(
  z.object({ club: ofPerson.club, name: newCustomerSchema.shape.name, ...details }),
  async (ctx, { club, ...wanted }) => addCustomer(ctx, (await getClub(club)).id, wanted),
  'staffWrite',
);

/** Writes a new person and goes to their page. */
export async function addPerson(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  return result.ok ? goTo(personPath(String(form.get('club')), result.data.id)) : mailAtField(result);
}

const submitChange = action(
  z.object({ ...ofPerson, revision: z.coerce.number().int().min(0), name, ...details }),
  (ctx, { club: _, id, ...changes }) => changeCustomer(ctx, id, changes),
  'staffWrite',
);

/** After a refusal too the page shows what is stored now, beside what was typed. */
export async function changePerson(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitChange(null, form);
  refresh();
  return mailAtField(result);
}

const submitBlock = action(
  z.object({ ...ofPerson, ...blockCustomerSchema.shape }),
  (ctx, { id, reason }) => blockCustomer(ctx, id, { reason }),
  'staffWrite',
);
const submitUnblock = action(z.object(ofPerson), (ctx, { id }) => unblockCustomer(ctx, id), 'staffWrite');

/** Ends online booking for a person. */
export async function block(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitBlock(null, form);
  if (result.ok) refresh();
  return result;
}

/** Allows it again. */
export async function unblock(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitUnblock(null, form);
  if (result.ok) refresh();
  return result;
}

const submitMerge = action(
  z.object({ ...ofPerson, ...mergeCustomersSchema.shape }),
  (ctx, { id, into }) => mergeCustomers(ctx, id, { into }),
  'staffWrite',
);

/** Merges and goes to whoever is left. */
export async function merge(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitMerge(null, form);
  if (!result.ok) return result;
  return goTo(`${personPath(String(form.get('club')), result.data.id)}?done=merged`);
}

const submitErasure = action(z.object(ofPerson), (ctx, { id }) => eraseCustomer(ctx, id), 'staffWrite');

/** Erases and goes back to the list. */
export async function erase(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitErasure(null, form);
  return result.ok ? goTo(`${peoplePath(String(form.get('club')))}?done=erased`) : result;
}

const { method, reference, shiftId } = settlePersonSchema.shape;
const leftOut = z.string().transform((typed) => typed.trim() || undefined);
const submitSettle = action(
  z.object({
    ...ofPerson,
    method,
    amount: z.string().max(20),
    requestKey: z.uuid(),
    reference: leftOut.pipe(reference),
    shiftId: leftOut.pipe(shiftId).optional(),
  }),
  (ctx, { id, requestKey, club: _, amount, ...way }) =>
    settlePerson({ ...ctx, requestKey }, id, { ...way, expected: { amount } }),
  'staffWrite',
);

/** Takes all that a person owes. Also shows the sum anew when it has changed, and then nothing is taken. */
export async function settle(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitSettle(null, form);
  if (!result.ok) {
    refresh();
    return result;
  }
  return goTo(`${personPath(String(form.get('club')), String(form.get('id')))}?done=settled`);
}
