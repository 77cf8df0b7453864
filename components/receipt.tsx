import { getLocale, getTranslations } from 'next-intl/server';
import type { refunds as refundsTable } from '@/db/schema';
import { formatInstant } from '@/lib/i18n/format';
import { formatMoney } from '@/lib/money';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

type Refund = typeof refundsTable.$inferSelect;

/** What was paid and what went back, each with its day. */
export async function Receipt({ reservation }: { reservation: ReservationDetails }) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { payment, refunds, currency, club } = reservation;
  if (!payment?.completedAt) return null;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const day = (at: Date) => formatInstant(at.getTime(), 'stamp', locale, club.timeZone);
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt" className="mb-2 text-title">
        {t('receipt')}
      </h2>
      <dl className="figures grid gap-2">
        <div className="flex justify-between gap-4">
          <dt>{t('paidOn', { when: day(payment.completedAt) })}</dt>
          <dd className="font-strong">{money(payment.receivedMinor)}</dd>
        </div>
        {refunds.map((refund) => {
          const word = REFUND_WORDS[refund.status];
          return (
            word && (
              <div key={refund.id} className="flex justify-between gap-4">
                <dt>
                  {t(word)}
                  {refund.settledAt && <span className="text-ink-soft"> · {day(refund.settledAt)}</span>}
                </dt>
                <dd>−{money(refund.amountMinor)}</dd>
              </div>
            )
          );
        })}
      </dl>
    </section>
  );
}

const REFUND_WORDS = {
  requested: 'refundRequested',
  pending: 'refundRequested',
  succeeded: 'refundSucceeded',
  failed: 'refundFailed',
  // The one that covers it is on the receipt.
  covered: null,
} as const satisfies Record<Refund['status'], string | null>;
