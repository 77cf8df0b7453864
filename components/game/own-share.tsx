import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { signedToken } from '@/lib/auth/signed-token';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { formatMoney } from '@/lib/core/money';
import type { Game } from '@/lib/reservations/game/get-game';

/** What the reader of a game's link pays of it: a player with the way to pay, everybody else before they join. */
export async function OwnShare({ game: { share, reader, club } }: { game: Game }) {
  const [t, locale] = await Promise.all([getTranslations('sharing'), getLocale()]);
  if (share === null || reader.kind === 'host' || reader.kind === 'off') return null;
  const { amountMinor, currency, dueBy } = share;
  if (reader.kind === 'guest')
    return (
      <p className="text-soft">{t('eachPays', { amount: formatMoney(amountMinor, currency, locale) })}</p>
    );
  if (reader.share === null) return null;
  const { openMinor, dueId } = reader.share;
  if (openMinor === 0) return <Callout tone="confirmed" title={t('yourShareDone')} />;
  const amount = formatMoney(openMinor, currency, locale);
  return (
    <Callout title={t('yourShare', { amount })}>
      <p>{t('yourShareText', { deadline: formatMoment(dueBy.getTime(), locale, club.timeZone) })}</p>
      <Link
        href={sitePaths.pay(signedToken('payment-link', dueId))}
        className={button({ className: 'mt-3' })}
      >
        {t('pay', { amount })}
      </Link>
    </Callout>
  );
}
