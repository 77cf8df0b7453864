'use server';

import { z } from 'zod';
import { askForClub, askForClubSchema } from '@/lib/clubs/arrival/ask-for-club';
import { redirect } from '@/lib/core/i18n/navigation';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const { name, city, country, sport, email, timeZone, currency } = askForClubSchema.shape;
const typed = z.object({ name, city, country, sport, email, timeZone, currency });
const submit = action(typed, (ctx, wanted) => askForClub(ctx, wanted));

/** Asks for a club and shows what happens next. */
export async function ask(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submit(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: `/for-clubs?done=${result.data.state}`, locale });
}
