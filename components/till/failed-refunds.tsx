import { getLocale, getTranslations } from 'next-intl/server';
import { failureKey } from '@/components/shared/failure-key';
import { FormText } from '@/components/ui/form/form-fields';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FailedRefund } from '@/lib/billing/list-failed-refunds';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { payerOf } from './payer-of';
import type { TillActions } from './till-actions';
import { TillForm } from './till-form';
import { Unfold } from './unfold';

type Props = {
  refunds: readonly FailedRefund[];
  club: string;
  actions: TillActions;
  /** Whether the reader may give back any amount. */
  mayGiveBack: boolean;
};

/** Money that should have gone back to a card and did not, each with another try. */
export async function FailedRefunds({ refunds, ...row }: Props) {
  const t = await getTranslations('ops');
  if (refunds.length === 0) return null;
  return (
    <section aria-labelledby="failed-refunds">
      <Card>
        <h2 id="failed-refunds" className="px-4 py-3 font-strong">
          {t('refundsTitle')}
        </h2>
        <ul>
          {refunds.map((refund) => (
            <Row key={refund.id} refund={refund} {...row} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

type RowProps = Omit<Props, 'refunds'> & { refund: FailedRefund };

async function Row({ refund, club, actions, mayGiveBack }: RowProps) {
  const [t, ops, locale] = await Promise.all([getTranslations('till'), getTranslations('ops'), getLocale()]);
  const { id: refundId, amountMinor, currency, failedAt, failureReason } = refund;
  const sum = formatMoney(amountMinor, currency, locale);
  const form = { club, hidden: { refundId }, conflict: t('refundConflict') };
  return (
    <li className="grid gap-1 border-line border-t px-4 py-2 text-note">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3">
        <p className="min-w-0">
          <b className="break-words font-strong">{await payerOf(refund)}</b>
          <span className="text-soft"> · {refund.courtName}</span>
          <span className="figures block text-caption text-faint">
            {formatInstant(failedAt.getTime(), 'stamp', locale, refund.timeZone)} ·{' '}
            {ops(failureKey(failureReason), { reason: failureReason ?? 'unknown' })}
          </span>
        </p>
        <p className="figures whitespace-nowrap font-strong text-danger-text">{sum}</p>
      </div>
      {mayGiveBack && (
        <div className="flex flex-wrap items-baseline gap-x-4">
          <TillForm action={actions.retry} className="grid" {...form}>
            <SubmitButton look="secondary" size="dense">
              {t('retryRefund', { sum })}
            </SubmitButton>
          </TillForm>
          <TillForm
            action={actions.byHand}
            {...form}
            summary={<Unfold>{ops('paidByHand')}</Unfold>}
            className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
          >
            <FormText name="note" label={ops('paidByHandHow')} required minLength={3} maxLength={500} />
            <SubmitButton look="secondary">{ops('paidByHand')}</SubmitButton>
          </TillForm>
        </div>
      )}
    </li>
  );
}
