'use server';

import { z } from 'zod';
import { approveClub, refuseClub } from '@/lib/clubs/arrival/decide-request';
import { plainId } from '@/lib/core/input/plain-number';
import { type ActionResult, action } from '@/lib/web/action';
import { backTo } from '../back-to';

type Previous = ActionResult<unknown> | null;

const request = z.object({ id: plainId });
const submitApproval = action(request, (ctx, { id }) => approveClub(ctx, id));
const submitRefusal = action(request, (ctx, { id }) => refuseClub(ctx, id));

/** Takes in a club that was asked for. */
export async function approve(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops/clubs', await submitApproval(null, form));
}

/** Refuses a club that was asked for. */
export async function refuse(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops/clubs', await submitRefusal(null, form));
}
