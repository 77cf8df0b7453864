import { getLocale, getTranslations } from 'next-intl/server';
import { Fragment } from 'react';
import { ClubZone } from '@/components/shared/club-zone';
import type { DeskMoney } from '@/lib/billing/get-desk-money';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { refundWord } from './refund-words';

type Props = { reservation: ReservationDetails; money: DeskMoney };

/**
 * Every payment with its refunds, and what changed hands at the desk, each with its date. Prices hold the tax; its rate
 * is the club's affair, of which Pista has no row.
 */
export async function Receipt({ reservation, money }: Props) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { taken, refunds, club, currency: ofBooking } = reservation;
  const { moved, waivedMinor } = money;
  if (taken.length + moved.length === 0 && waivedMinor === 0) return null;
  const day = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, club.timeZone);
  const zone = (at: Date) => <ClubZone club={club} at={at.getTime()} />;
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt" className="mb-2 text-title">
        {t('receipt')}
      </h2>
      <dl className="figures grid gap-2">
        {taken.map(({ id, completedAt, createdAt, receivedMinor, currency }) => (
          <Fragment key={id}>
            <div className="flex justify-between gap-4">
              <dt>
                {t('paidOn', { when: day(completedAt ?? createdAt) })} {zone(completedAt ?? createdAt)}
              </dt>
              <dd className="font-strong">{formatMoney(receivedMinor, currency, locale)}</dd>
            </div>
            {refunds
              .filter(({ paymentId }) => paymentId === id)
              .map((refund) => {
                const word = refundWord(refund);
                return (
                  word && (
                    <div key={refund.id} className="flex justify-between gap-4">
                      <dt>
                        {t(word)}
                        {refund.settledAt && (
                          <span className="text-ink-soft">
                            {' '}
                            · {day(refund.settledAt)} {zone(refund.settledAt)}
                          </span>
                        )}
                      </dt>
                      <dd>−{formatMoney(refund.amountMinor, refund.currency, locale)}</dd>
                    </div>
                  )
                );
              })}
          </Fragment>
        ))}
        {moved.map(({ id, at, method, amountMinor, currency }) => (
          <div key={id} className="flex justify-between gap-4">
            <dt>
              {t(amountMinor > 0 ? 'paidAtClub' : 'paidBackAtClub', { when: day(at) })} {zone(at)}
              <span className="text-ink-soft"> · {t(`method_${method}`)}</span>
            </dt>
            <dd className={amountMinor > 0 ? 'font-strong' : undefined}>
              {formatMoney(amountMinor, currency, locale)}
            </dd>
          </div>
        ))}
        {waivedMinor > 0 && (
          <div className="flex justify-between gap-4">
            <dt>{t('waived')}</dt>
            <dd>{formatMoney(waivedMinor, ofBooking, locale)}</dd>
          </div>
        )}
      </dl>
      <p className="mt-2 text-note text-soft">{t('receiptVat')}</p>
    </section>
  );
}
