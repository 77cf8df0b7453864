'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { pauseSales, publishClub, resumeSales } from '@/lib/clubs/arrival/change-sales';
import { type ActionResult, action } from '@/lib/web/action';

type Previous = ActionResult<unknown> | null;

const ofClub = z.object({ club: z.string().max(100) });
const submitPublishing = action(ofClub, async (ctx, { club }) => publishClub(ctx, club), 'staffWrite');
const submitPause = action(ofClub, async (ctx, { club }) => pauseSales(ctx, club), 'staffWrite');
const submitResuming = action(ofClub, async (ctx, { club }) => resumeSales(ctx, club), 'staffWrite');

/** The page shows the new state. */
function shown(result: ActionResult<unknown>): ActionResult<unknown> {
  if (result.ok) refresh();
  return result.ok ? { ok: true, data: null } : result;
}

/** Puts the club on sale. */
export async function publish(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitPublishing(null, form));
}

/** Stops the club's online sales. */
export async function pause(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitPause(null, form));
}

/** Sells online again. */
export async function resume(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitResuming(null, form));
}
