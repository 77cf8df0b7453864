'use server';

import { refresh } from 'next/cache';
import { changeClub } from '@/lib/clubs/change-club';
import { type ActionResult, action } from '@/lib/web/action';
import { factsForm, followForm, policyForm } from './settings-forms';

type Previous = ActionResult<unknown> | null;

const submitFacts = action(
  factsForm,
  (ctx, { club, changes }) => changeClub(ctx, club, changes),
  'staffWrite',
);
const submitPolicy = action(
  policyForm,
  (ctx, { club, changes }) => changeClub(ctx, club, changes),
  'staffWrite',
);
const submitFollowing = action(
  followForm,
  (ctx, { club, facts }) => changeClub(ctx, club, { followDirectory: facts }),
  'staffWrite',
);

/** The page shows the club anew. */
function shown(result: ActionResult<unknown>): ActionResult<unknown> {
  if (!result.ok) return result;
  refresh();
  return { ok: true, data: null };
}

/** Saves what a club tells of itself. */
export async function saveFacts(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitFacts(null, form));
}

/** Saves by which rules a club sells. */
export async function savePolicy(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitPolicy(null, form));
}

/** Takes facts from the directory, now and from now on. */
export async function followDirectory(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shown(await submitFollowing(null, form));
}
