import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { getInvitedGame, type InvitedGame } from '@/lib/reservations/decline-game';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../or-not-found';
import { decline } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('cannotCome');
  return { title: t('title'), robots: { index: false }, referrer: 'same-origin' };
}

/** The game of a player's mail, and the button by which they say that they cannot come. */
export default async function DeclinePage({ params }: PageProps<'/[locale]/decline/[token]'>) {
  const [{ token }, ctx, t] = await Promise.all([params, pageContext(), getTranslations('cannotCome')]);
  const game = await orNotFound(getInvitedGame(ctx, token), sitePaths.decline(token));
  const { hostName: host, clubName: club, courtName: court, startsAt, timeZone } = game;
  const when = formatMoment(startsAt.getTime(), ctx.locale, timeZone);
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <h1 className="text-head">{t('heading')}</h1>
      <p className="text-lead">{t('game', { host, club, court, when })}</p>
      {game.state === 'on' ? <Leave token={token} host={host} /> : <Ended state={game.state} host={host} />}
    </div>
  );
}

async function Leave({ token, host }: { token: string; host: string }) {
  const t = await getTranslations('cannotCome');
  const words = await errorWords({ conflict: t('closedTitle') });
  return (
    <ActionForm action={decline} words={words} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <p className="text-ink-soft">{t('explain', { host })}</p>
      <SubmitButton className="justify-self-start">{t('leave')}</SubmitButton>
    </ActionForm>
  );
}

async function Ended({ state, host }: { state: Exclude<InvitedGame['state'], 'on'>; host: string }) {
  const t = await getTranslations('cannotCome');
  return state === 'off' ? (
    <Callout tone="confirmed" title={t('offTitle')}>
      {t('offText', { host })}
    </Callout>
  ) : (
    <Callout tone="held" title={t('closedTitle')}>
      {t('closedText')}
    </Callout>
  );
}
