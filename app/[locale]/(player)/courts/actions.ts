'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { parseSearchQuery, searchHref } from '@/components/search/search-query';
import { createSlotAlert, createSlotAlertSchema } from '@/lib/alerts/create-slot-alert';
import { redirect } from '@/lib/core/i18n/navigation';
import { plainInteger } from '@/lib/core/input/plain-number';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';

type Previous = ActionResult<void> | null;

/** The members of a search as they stand in its address. */
const watchForm = z
  .object({ city: z.string(), date: z.string(), time: z.string(), duration: plainInteger(1, 240) })
  .transform(({ duration, ...rest }) => ({ ...rest, durationMinutes: duration }))
  .pipe(createSlotAlertSchema);

const submitWatch = action(watchForm, createSlotAlert);

/** Sets an alert. An anonymous reader signs in first and returns to the same search. */
export async function watch(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitWatch(null, form);
  if (result.ok) refresh();
  else if (result.code === 'unauthenticated') {
    const { locale } = await pageContext();
    const query = parseSearchQuery(z.record(z.string(), z.string()).parse(Object.fromEntries(form)));
    redirect({ href: signInHref(searchHref(query), locale), locale });
  }
  return result;
}
