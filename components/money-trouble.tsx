import { getLocale, getTranslations } from 'next-intl/server';
import { formatInstant } from '@/lib/i18n/format';
import { formatMoney } from '@/lib/money';
import type { listMoneyTrouble } from '@/lib/operations/list-money-trouble';
import { FormButton } from './form-button';
import { Link } from './link';
import { RecordTable } from './record-table';
import { TextField } from './ui/field';
import { SubmitButton } from './ui/submit-button';

type Trouble = Awaited<ReturnType<typeof listMoneyTrouble>>;
type Act = (form: FormData) => Promise<void>;

type FailedProps = { refunds: Trouble['failedRefunds']; retry: Act; paidByHand: Act };

/** Refunds that failed for good, each with another try, or with a word on how the club paid it instead. */
export async function FailedRefunds({ refunds, retry, paidByHand }: FailedProps) {
  const [t, locale] = await Promise.all([getTranslations('admin'), getLocale()]);
  if (refunds.length === 0) return <p>{t('refundsNone')}</p>;
  return (
    <RecordTable
      labelledBy="refunds"
      head={[t('when'), t('amount'), t('club'), t('player'), t('why'), t('retry'), t('paidByHand')]}
      rows={refunds.map((refund) => ({
        key: refund.id,
        cells: [
          formatInstant(refund.at.getTime(), 'stamp', locale, 'UTC'),
          <Link
            key="amount"
            href={`/reservations/${refund.reservationId}`}
            className="text-court-text underline"
          >
            {formatMoney(refund.amountMinor, refund.currency, locale)}
          </Link>,
          refund.club,
          refund.player,
          refund.failureReason,
          <FormButton
            key="retry"
            action={retry}
            values={{ refundId: refund.id }}
            label={`${t('retry')} ${formatMoney(refund.amountMinor, refund.currency, locale)} ${refund.player ?? ''}`}
          >
            {t('retry')}
          </FormButton>,
          <form key="by-hand" action={paidByHand} className="flex items-end gap-2">
            <input type="hidden" name="refundId" value={refund.id} />
            <TextField label={t('paidByHandHow')} name="note" minLength={3} maxLength={500} required />
            <SubmitButton look="secondary" size="dense">
              {t('paidByHand')}
            </SubmitButton>
          </form>,
        ],
      }))}
    />
  );
}

/** Payments with something odd about them, until somebody has looked. */
export async function PaymentsToReview({
  payments,
  reviewed,
}: {
  payments: Trouble['toReview'];
  reviewed: Act;
}) {
  const [t, locale] = await Promise.all([getTranslations('admin'), getLocale()]);
  if (payments.length === 0) return <p>{t('reviewNone')}</p>;
  const why = (reason: string | null) => {
    if (reason === 'amount_mismatch') return t('review_amount_mismatch');
    return t(reason?.startsWith('dispute_') ? 'review_dispute' : 'review_other');
  };
  return (
    <RecordTable
      labelledBy="review"
      head={[t('when'), t('amount'), t('club'), t('player'), t('why'), t('reviewed')]}
      rows={payments.map((payment) => ({
        key: payment.id,
        cells: [
          formatInstant(payment.at.getTime(), 'stamp', locale, 'UTC'),
          <Link
            key="amount"
            href={`/reservations/${payment.reservationId}`}
            className="text-court-text underline"
          >
            {formatMoney(payment.receivedMinor, payment.currency, locale)}
          </Link>,
          payment.club,
          payment.player,
          why(payment.reason),
          <FormButton
            key="reviewed"
            action={reviewed}
            values={{ paymentId: payment.id, reason: payment.reason ?? '' }}
            label={`${t('reviewed')}: ${payment.player ?? payment.id}`}
          >
            {t('reviewed')}
          </FormButton>,
        ],
      }))}
    />
  );
}
