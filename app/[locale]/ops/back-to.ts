import { redirect } from '@/lib/core/i18n/navigation';
import type { ActionResult } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

/** The page shows the result. An action that needs the password or a code returns to its form. */
export async function backTo(page: string, result: ActionResult<unknown>): Promise<ActionResult<unknown>> {
  if (!result.ok && result.stepUp) return result;
  const { locale } = await pageContext();
  return redirect({ href: result.ok ? page : `${page}?problem=${result.code}`, locale });
}
