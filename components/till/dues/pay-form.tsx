import { getLocale, getTranslations } from 'next-intl/server';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { TILL_METHODS } from '@/db/schema';
import type { OpenTill } from '@/lib/billing/get-till';
import type { ShownDue } from '@/lib/billing/read-dues';
import { ShiftChoice } from '@/components/till/shift-choice';
import type { TillActions } from '@/components/till/till-actions';
import { TillForm } from '@/components/till/till-form';
import { Unfold } from '@/components/till/unfold';
import { typedMoney } from '@/lib/core/money';

type Props = { due: ShownDue; club: string; action: TillActions['pay']; open: readonly OpenTill[] };

/** How much of a due changes hands, and how. Cash is offered while a till is open. */
export async function PayForm({ due, club, action, open }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const methods = TILL_METHODS.filter((method) => method !== 'cash' || open.length > 0);
  return (
    <TillForm
      action={action}
      club={club}
      hidden={{ dueId: due.id }}
      summary={<Unfold>{t(due.amountMinor > 0 ? 'take' : 'giveBack')}</Unfold>}
      conflict={t('payConflict')}
      className="grid grid-cols-2 items-end gap-3"
    >
      <FormSelect name="method" label={t('method')}>
        {methods.map((method) => (
          <option key={method} value={method}>
            {t(`method_${method}`)}
          </option>
        ))}
      </FormSelect>
      <FormText
        name="amount"
        label={t('amount')}
        inputMode="decimal"
        required
        defaultValue={typedMoney(Math.abs(due.amountMinor), due.currency, locale)}
        unfit={t('unfitAmount')}
      />
      <FormText name="reference" label={t('referenceOptional')} maxLength={60} />
      <ShiftChoice open={open} />
      <SubmitButton className="col-start-2">{t(due.amountMinor > 0 ? 'take' : 'giveBack')}</SubmitButton>
      {open.length === 0 && <p className="col-span-2 text-soft">{t('openForCash')}</p>}
    </TillForm>
  );
}
