'use server';

import { cookies } from 'next/headers';
import { z } from 'zod';
import { requireActor } from '@/lib/auth/permissions';
import { cookieOptions } from '@/lib/auth/session-cookie';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { keptName } from '@/lib/core/input/kept-text';
import { plainId } from '@/lib/core/input/plain-number';
import { type ActionResult, action } from '@/lib/web/action';
import { plainQuery, readViews, type SavedView, storedViews, viewsCookie } from './saved-views';

type Previous = ActionResult<void> | null;

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const named = { clubId: plainId, name: keptName(30) };

const submitSave = action(
  z.strictObject({ ...named, query: z.string().max(500) }),
  (ctx, { clubId, name, query }) =>
    change(ctx, clubId, (views) => [
      ...views.filter((view) => view.name !== name),
      { name, query: plainQuery(query) },
    ]),
  'staffWrite',
);
const submitForget = action(
  z.strictObject(named),
  (ctx, { clubId, name }) => change(ctx, clubId, (views) => views.filter((view) => view.name !== name)),
  'staffWrite',
);

async function change(
  ctx: Context,
  clubId: number,
  after: (views: readonly SavedView[]) => SavedView[],
): Promise<void> {
  const { userId } = requireActor(ctx);
  const value = storedViews(after(await readViews(clubId, userId)));
  if (value === null) {
    throw new AppError('invalid_input', 'There is no room for more views.', {
      fields: { name: ['there is no room for more views'] },
    });
  }
  const kept = { ...cookieOptions(), maxAge: YEAR_SECONDS };
  (await cookies()).set(viewsCookie(clubId, userId), value, kept);
}

/** Keeps the list that is shown under a name, in place of one of that name. */
export const saveView = async (_previous: Previous, form: FormData): Promise<ActionResult<void>> =>
  submitSave(null, form);

/** Forgets a named list. */
export const forgetView = async (_previous: Previous, form: FormData): Promise<ActionResult<void>> =>
  submitForget(null, form);
