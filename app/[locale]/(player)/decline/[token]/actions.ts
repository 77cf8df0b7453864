'use server';

import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { declineGame, declineGameSchema } from '@/lib/reservations/decline-game';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submit = action(declineGameSchema, declineGame);

/** Takes the player off the list and shows the same page, which then says so. */
export async function decline(_previous: ActionResult<unknown> | null, form: FormData) {
  const result = await submit(null, form);
  if (!result.ok) return result;
  const { locale } = await pageContext();
  return redirect({ href: sitePaths.decline(String(form.get('token'))), locale });
}
