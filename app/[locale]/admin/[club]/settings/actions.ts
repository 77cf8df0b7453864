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
  (ctx, { club, revision, facts }) => changeClub(ctx, club, { revision, followDirectory: facts }),
  'staffWrite',
);

/** The page shows the club anew. */
function shown(result: ActionResult<unknown>): ActionResult<unknown> {
  if (result.ok || result.code === 'conflict') refresh();
  if (result.ok) return { ok: true, data: null };
  const fields = Object.fromEntries(
    Object.entries(result.fields).map(([path, why]) => [
      path.startsWith('changes.amenities') ? 'otherAmenities' : path,
      why,
    ]),
  );
  // What cannot change has its sentence at its field.
  const isAtField = result.code === 'conflict' && Object.keys(fields).length > 0;
  return { ...result, fields, code: isAtField ? 'invalid_input' : result.code };
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
