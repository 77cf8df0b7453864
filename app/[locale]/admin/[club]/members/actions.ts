'use server';

import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { answerOf } from '@/components/admin/lists/list-answer';
import type { ListAnswer } from '@/components/admin/lists/list-form';
import {
  categoriesForm,
  type CategoryFields,
  readCategories,
} from '@/components/admin/members/category-fields';
import { changeClub } from '@/lib/clubs/change-club';
import { categoriesSchema, setCategories } from '@/lib/clubs/set-up/set-categories';
import { plainInteger } from '@/lib/core/input/plain-number';
import { parseLocalTime } from '@/lib/core/time';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';

const submitCategories = action(
  categoriesForm.pipe(z.object({ club: z.string(), preview: z.boolean(), list: categoriesSchema })),
  async (ctx, { club, preview, list }) => {
    await setCategories({ ...ctx, preview }, club, list);
    return null;
  },
  'staffWrite',
);

type Answer = ListAnswer<readonly CategoryFields[], null>;

/** Says whether categories can be saved, or saves them. They come back as typed. */
export async function saveCategories(previous: Answer | null, form: FormData): Promise<Answer> {
  const result = await submitCategories(null, form);
  const { values, answer } = answerOf(previous, form, result, readCategories);
  if (result.ok && values.intent === 'save') await backTo(values.club);
  return answer;
}

const releaseForm = z.strictObject({
  club: z.string().max(100),
  revision: plainInteger(0, Number.MAX_SAFE_INTEGER),
  release: z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)]),
});

const submitRelease = action(
  releaseForm,
  (ctx, { club, revision, release }) =>
    changeClub(ctx, club, { revision, releaseMinute: release === '' ? null : parseLocalTime(release) }),
  'staffWrite',
);

/** Sets at what time of the day the last day of the horizon opens for sale. */
export async function saveRelease(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitRelease(null, form);
  return result.ok ? backTo(String(form.get('club'))) : result;
}

const backTo = (club = '') => goTo(`${deskPath(encodeURIComponent(club), 'members')}?done=saved`);
