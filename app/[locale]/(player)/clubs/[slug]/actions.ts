'use server';

import { z } from 'zod';
import { WAITING } from '@/components/club/wait-at-club';
import { waitForm } from '@/components/club/wait-fields';
import { waitAtClub, waitAtClubSchema } from '@/lib/alerts/wait-at-club';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';

const submit = action(waitForm.pipe(waitAtClubSchema), waitAtClub);

/** Where the form stood. */
const page = z.object({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  date: z.string(),
  duration: z.string(),
  from: z.string(),
});
const outcome = z.enum(WAITING).catch('failed');

/** Sets an alert for one club and leads back to its page. An anonymous reader signs in first. */
export async function wait(form: FormData): Promise<void> {
  const result = await submit(null, form);
  const { locale } = await pageContext();
  const { slug, date, duration, from } = page.parse(Object.fromEntries(form));
  const search = new URLSearchParams({ date, duration, time: from });
  const isSignedOut = !result.ok && result.code === 'unauthenticated';
  if (!isSignedOut) search.set('waiting', result.ok ? 'kept' : outcome.parse(result.code));
  const here = `${sitePaths.club(slug)}?${search}#wait`;
  redirect({ href: isSignedOut ? signInHref(here, locale) : here, locale });
}
