'use server';

import { acceptInvitation, acceptInvitationSchema } from '@/lib/accounts/accept-invitation';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submit = action(acceptInvitationSchema, acceptInvitation);

/** Accepts and shows the same page, which then says what to do next. */
export async function accept(_previous: ActionResult<unknown> | null, form: FormData) {
  const result = await submit(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: sitePaths.invitation(String(form.get('token'))), locale });
}
