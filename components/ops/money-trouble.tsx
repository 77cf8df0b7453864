import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { errorWords } from '@/components/shared/error-words';
import { failureKey } from '@/components/shared/failure-key';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { GivenBack } from '@/lib/backoffice/list-given-back';
import type { listMoneyTrouble } from '@/lib/backoffice/list-money-trouble';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { FormButton } from './form-button';
import { readerClock } from './reader-clock';
import { RecordTable } from '@/components/ui/record-table';

type Trouble = Awaited<ReturnType<typeof listMoneyTrouble>>;
type Act = FormAction<unknown>;

type FailedProps = { refunds: Trouble['failedRefunds']; retry: Act; paidByHand: Act };

/** Refunds that failed for good, each with another try, or a note of how the club paid it. */
export async function FailedRefunds({ refunds, retry, paidByHand }: FailedProps) {
  const [t, locale, first, words] = await Promise.all([
    getTranslations('ops'),
    getLocale(),
    firstCells(),
    errorWords(),
  ]);
  return (
    <RecordTable
      labelledBy="refunds"
      head={[t('when'), t('amount'), t('club'), t('player'), t('why'), t('retry'), t('paidByHand')]}
      figures={[t('amount')]}
      rows={refunds.map((refund) => ({
        key: refund.id,
        cells: [
          ...first(refund, refund.amountMinor),
          t(failureKey(refund.failureReason), { reason: refund.failureReason ?? 'unknown' }),
          <FormButton
            key="retry"
            action={retry}
            values={{ refundId: refund.id }}
            label={`${t('retry')} ${formatMoney(refund.amountMinor, refund.currency, locale)} ${refund.player ?? ''}`}
          >
            {t('retry')}
          </FormButton>,
          <ActionForm
            key="by-hand"
            action={paidByHand}
            words={words}
            className="flex min-w-80 items-end gap-2"
          >
            <input type="hidden" name="refundId" value={refund.id} />
            <FormText label={t('paidByHandHow')} name="note" minLength={3} maxLength={500} required />
            <SubmitButton look="secondary" size="dense">
              {t('paidByHand')}
            </SubmitButton>
          </ActionForm>,
        ],
      }))}
    />
  );
}

type ReviewProps = { trouble: Trouble; reviewed: Act; decide: Act };

/**
 * Bookings whose money was given back at Stripe, until somebody has decided, and odd payments, until somebody has
 * reviewed them.
 */
export async function PaymentsToReview({ trouble, reviewed, decide }: ReviewProps) {
  const t = await getTranslations('ops');
  const { givenBack, toReview } = trouble;
  const asked = await Promise.all(givenBack.map((booking) => givenBackRow(booking, decide)));
  const marked = await Promise.all(toReview.map((payment) => markedRow(payment, reviewed)));
  return (
    <RecordTable
      labelledBy="review"
      head={[t('when'), t('amount'), t('club'), t('player'), t('why'), t('toDo')]}
      figures={[t('amount')]}
      rows={[...asked, ...marked]}
    />
  );
}

async function givenBackRow(booking: GivenBack, decide: Act) {
  const [t, locale, first] = await Promise.all([getTranslations('ops'), getLocale(), firstCells()]);
  const { reservationId, court, player, startsAt, timeZone, currency } = booking;
  const amount = formatMoney(booking.missingMinor, currency, locale);
  const values = { reservationId, missingMinor: booking.missingMinor };
  const decisions = booking.cancellable ? (['cancel', 'let_stand'] as const) : (['let_stand'] as const);
  return {
    key: reservationId,
    cells: [
      ...first(booking, booking.missingMinor),
      t(`review_${booking.reason}`, {
        amount,
        price: formatMoney(booking.priceMinor, currency, locale),
        court,
        when: formatInstant(startsAt.getTime(), 'stamp', locale, timeZone),
      }),
      <div key="to-do" className="grid justify-items-start gap-2">
        {decisions.map((decision) => (
          <FormButton
            key={decision}
            action={decide}
            values={{ ...values, decision }}
            label={`${t(`decide_${decision}`)}: ${player ?? reservationId}`}
          >
            {t(`decide_${decision}`)}
          </FormButton>
        ))}
      </div>,
    ],
  };
}

async function markedRow(payment: Trouble['toReview'][number], reviewed: Act) {
  const [t, first] = await Promise.all([getTranslations('ops'), firstCells()]);
  return {
    key: payment.id,
    cells: [
      ...first(payment, payment.receivedMinor),
      t(whyKey(payment.reason)),
      <FormButton
        key="reviewed"
        action={reviewed}
        values={{ paymentId: payment.id, reason: payment.reason ?? '' }}
        label={`${t('reviewed')}: ${payment.player ?? payment.id}`}
      >
        {t('reviewed')}
      </FormButton>,
    ],
  };
}

function whyKey(reason: string | null) {
  if (reason === 'amount_mismatch') return 'review_amount_mismatch';
  return reason?.startsWith('dispute_') ? 'review_dispute' : 'review_other';
}

type About = Pick<GivenBack, 'at' | 'reservationId' | 'currency' | 'club' | 'player'>;

/** The first columns of these tables: time, amount, club and person. */
async function firstCells() {
  const [locale, clock] = await Promise.all([getLocale(), readerClock()]);
  return (about: About, minor: number): ReactNode[] => [
    clock.tell(about.at),
    <Link key="amount" href={`/reservations/${about.reservationId}`} className="text-court-text underline">
      {formatMoney(minor, about.currency, locale)}
    </Link>,
    about.club,
    about.player,
  ];
}
