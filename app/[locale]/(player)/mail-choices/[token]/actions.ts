'use server';

import { z } from 'zod';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { mailChoiceSchema, setMailChoice } from '@/lib/notices/mail-choice';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const choiceForm = z
  .object({ token: mailChoiceSchema.shape.token, wanted: z.enum(['true', 'false']) })
  .transform(({ token, wanted }) => ({ token, wanted: wanted === 'true' }));

const submit = action(choiceForm, setMailChoice);

/** Ends or resumes mails of a kind and shows the same page, which then says so. */
export async function choose(_previous: ActionResult<unknown> | null, form: FormData) {
  const result = await submit(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: sitePaths.mailChoice(String(form.get('token'))), locale });
}
