'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { createClubKey, createClubKeySchema } from '@/lib/accounts/club-keys/create-club-key';
import { revokeClubKey } from '@/lib/accounts/club-keys/revoke-club-key';
import { type ActionResult, action } from '@/lib/web/action';

type Previous<Data> = ActionResult<Data> | null;

const club = z.string().max(100);

const submitKey = action(
  createClubKeySchema.extend({ club }),
  (ctx, { club: asked, ...wanted }) => createClubKey(ctx, asked, wanted),
  'staffWrite',
);

/** Makes a key of the club. It is in the result, this once. */
export async function createKey(_previous: Previous<{ key: string }>, form: FormData) {
  const result = await submitKey(null, form);
  if (result.ok) refresh();
  return result;
}

const submitRevocation = action(
  z.object({ club, id: z.uuid() }),
  (ctx, { club: asked, id }) => revokeClubKey(ctx, asked, id),
  'staffWrite',
);

/** Revokes a key of the club. */
export async function revokeKey(_previous: Previous<void>, form: FormData) {
  const result = await submitRevocation(null, form);
  if (result.ok) refresh();
  return result;
}
