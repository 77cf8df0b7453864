import { Check } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { Badge } from '@/components/ui/badge';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { signedToken } from '@/lib/auth/signed-token';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { formatMoney } from '@/lib/core/money';
import type { Share, SharedCost as Cost } from '@/lib/reservations/game/get-shared-cost';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Props = {
  reservation: ReservationDetails;
  cost: Cost;
  /** Names the link by which the reader pays all that is open. */
  payToken: string | null;
};

/** Who has paid which share of a booking, as whoever booked it sees it, with the link of each open one. */
export async function SharedCost({ reservation, cost, payToken }: Props) {
  const [t, locale] = await Promise.all([getTranslations('sharing'), getLocale()]);
  const { currency, club, participants } = reservation;
  const { shares, ownMinor, openMinor, dueBy, isRefused } = cost;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const deadline = formatMoment(dueBy.getTime(), locale, club.timeZone);
  const paid = 1 + shares.filter((share) => share.openMinor === 0).length;
  return (
    <Card className="p-5 sm:p-6">
      <section id="shares" aria-labelledby="shares-title" className="grid grid-cols-1 gap-4">
        <div>
          <div className="flex items-baseline justify-between gap-3">
            <h2 id="shares-title" className="text-title">
              {t('title')}
            </h2>
            <p role="status" className="figures text-ink-soft">
              {t('paidOf', { paid, shares: shares.length + 1 })}
            </p>
          </div>
          {!isRefused && (
            <p className="mt-1 text-ink-soft">
              {openMinor > 0 ? t('carried', { deadline, most: money(openMinor) }) : t('allPaid')}
            </p>
          )}
        </div>
        {isRefused && openMinor > 0 && (
          <Callout tone="danger" title={t('refusedTitle', { open: money(openMinor) })}>
            {t('refusedText')}
          </Callout>
        )}
        <ul className="divide-y divide-line border-line border-y">
          <ShareRow who={t('own')} amount={money(ownMinor)} share={null} />
          {shares.map((share) => (
            <ShareRow
              key={share.dueId}
              who={participants.find(({ position }) => position === share.position)?.name ?? t('nobody')}
              amount={money(share.openMinor || share.amountMinor)}
              share={share}
            />
          ))}
        </ul>
        {openMinor > 0 && (
          <div className="flex flex-wrap gap-3">
            {payToken && (
              <Link
                href={sitePaths.pay(payToken)}
                className={button({ look: isRefused ? 'primary' : 'secondary' })}
              >
                {t('payRest', { open: money(openMinor) })}
              </Link>
            )}
            {!isRefused && (
              <Link href={`/reservations/${reservation.id}/card`} className={button({ look: 'quiet' })}>
                {t('changeCard')}
              </Link>
            )}
          </div>
        )}
      </section>
    </Card>
  );
}

type RowProps = { who: string; amount: string; share: Share | null };

async function ShareRow({ who, amount, share }: RowProps) {
  const [t, locale] = await Promise.all([getTranslations('sharing'), getLocale()]);
  const url = share && siteUrl(sitePaths.pay(signedToken('payment-link', share.dueId)), locale).href;
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <span className="min-w-0 flex-1 truncate font-strong">{who}</span>
      <span className="figures">{amount}</span>
      {url !== null && share && share.openMinor > 0 ? (
        <CopyButton value={url} labels={{ copy: t('copy'), copied: t('copied') }} />
      ) : (
        <Badge tone="confirmed" icon={<Check aria-hidden className="size-3.5" />}>
          {t('paid')}
        </Badge>
      )}
    </li>
  );
}
