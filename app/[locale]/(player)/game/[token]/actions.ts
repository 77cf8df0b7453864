'use server';

import { declineGameForm, joinGameForm } from '@/components/game/game-forms';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { declineGame } from '@/lib/reservations/game/decline-game';
import { joinGame } from '@/lib/reservations/game/join-game';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

type Previous = ActionResult<void> | null;

const submitJoin = action(joinGameForm, joinGame);
const submitDecline = action(declineGameForm, declineGame);

export async function join(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  return toGame(form, 'joined', await submitJoin(null, form));
}

export async function decline(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  return toGame(form, 'declined', await submitDecline(null, form));
}

/** Shows the game anew, which then says what was done, or what has changed meanwhile. */
async function toGame(form: FormData, told: 'joined' | 'declined', result: ActionResult<void>) {
  if (!result.ok && result.code !== 'conflict') return result;
  const { locale } = await pageContext();
  const game = sitePaths.game(String(form.get('token')));
  return redirect({ href: result.ok ? `${game}?told=${told}` : game, locale });
}
