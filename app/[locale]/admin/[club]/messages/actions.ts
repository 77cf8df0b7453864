'use server';

import { z } from 'zod';
import { redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { markCalled, markCalledSchema } from '@/lib/notices/mark-called';
import { resendNotice, resendSchema } from '@/lib/notices/messages/resend-notice';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

type Previous = ActionResult<unknown> | null;

/** Where the form stands, to which it returns. */
const back = { back: z.string() };
const submitResend = action(
  resendSchema.extend({ noticeId: z.uuid(), ...back }),
  (ctx, { noticeId, channel }) => resendNotice(ctx, noticeId, { channel }),
  'staffWrite',
);
const submitCalled = action(
  markCalledSchema.extend(back),
  (ctx, { back: _, ...call }) => markCalled(ctx, call),
  'staffWrite',
);

/** Sends a message again. */
export const resendAction = async (_previous: Previous, form: FormData) =>
  returning(await submitResend(null, form), form, 'resent');

/** Notes that somebody was called. */
export const calledAction = async (_previous: Previous, form: FormData) =>
  returning(await submitCalled(null, form), form, 'called');

/** To the list that the form names, which then says what was done. */
async function returning(result: ActionResult<unknown>, form: FormData, done: 'resent' | 'called') {
  if (!result.ok) return result;
  const path = safePath(String(form.get('back'))) ?? '/admin';
  const { locale } = await pageContext();
  return redirect({ href: `${path}${path.includes('?') ? '&' : '?'}done=${done}`, locale });
}
