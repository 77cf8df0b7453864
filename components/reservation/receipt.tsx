import { getLocale, getTranslations } from 'next-intl/server';
import { Fragment } from 'react';
import { ClubZone } from '@/components/shared/club-zone';
import type { refunds as refundsTable } from '@/db/schema';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { isRefusedByBank } from '@/lib/ledger/refused-by-bank';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Refund = typeof refundsTable.$inferSelect;

/** Every payment with its refunds, each with its date. */
export async function Receipt({ reservation }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { taken, refunds, club } = reservation;
  if (taken.length === 0) return null;
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
      </dl>
    </section>
  );
}

function refundWord({ status, failureReason, heldByDisputeId, paidByHandAt }: Refund) {
  switch (status) {
    case 'requested':
      return heldByDisputeId ? 'refundHeld' : 'refundRequested';
    case 'pending':
      return 'refundRequested';
    case 'succeeded':
      return 'refundSucceeded';
    case 'failed':
      return isRefusedByBank(failureReason) ? 'refundFailed' : 'refundDelayed';
    case 'covered':
      // Unless the club paid it by hand, another refund on the receipt covers it, or the bank did.
      return paidByHandAt ? 'refundByHand' : null;
    case 'recalled':
      return null;
  }
}
