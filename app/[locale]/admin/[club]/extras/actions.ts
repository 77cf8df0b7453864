'use server';

import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import type { ExtrasEffectView } from '@/components/admin/extras/extras-effect';
import { extrasEffectView } from '@/components/admin/extras/extras-effect-view';
import { type ExtraFields, extrasForm, readExtras } from '@/components/admin/extras/extras-form';
import { answerOf } from '@/components/admin/lists/list-answer';
import type { ListAnswer } from '@/components/admin/lists/list-form';
import { extrasSchema, setExtras } from '@/lib/clubs/set-up/set-extras';
import { action } from '@/lib/web/action';
import { goTo } from '../go-to';

const submitExtras = action(
  extrasForm.pipe(z.object({ club: z.string(), preview: z.boolean(), list: extrasSchema })),
  async (ctx, { club, preview, list }) => {
    const replaced = await setExtras({ ...ctx, preview }, club, list);
    return extrasEffectView(replaced.club, replaced.changes);
  },
  'staffWrite',
);

type Answer = ListAnswer<readonly ExtraFields[], ExtrasEffectView>;

/** Says what other extras change, or saves them. They come back as typed. */
export async function saveExtras(previous: Answer | null, form: FormData): Promise<Answer> {
  const result = await submitExtras(null, form);
  const { values, answer } = answerOf(previous, form, result, readExtras);
  if (result.ok && values.intent === 'save')
    await goTo(`${deskPath(encodeURIComponent(values.club ?? ''), 'extras')}?done=saved`);
  return answer;
}
