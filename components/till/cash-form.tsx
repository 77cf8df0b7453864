import { Banknote } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OpenTill } from '@/lib/billing/get-till';
import { ShiftChoice } from './shift-choice';
import type { TillActions } from './till-actions';
import { TillForm } from './till-form';

type Props = { club: string; action: TillActions['cash']; open: readonly OpenTill[] };

/** Cash put into the drawer or taken out, for no booking. */
export async function CashForm({ club, action, open }: Props) {
  const t = await getTranslations('till');
  return (
    <TillForm
      action={action}
      club={club}
      conflict={t('noTill')}
      summary={
        <summary className={button({ look: 'secondary', size: 'dense', className: 'w-fit list-none' })}>
          <Banknote aria-hidden className="size-4" />
          {t('cash')}
        </summary>
      }
      className="grid gap-3 rounded-card border border-line bg-card p-4 sm:grid-cols-2 lg:grid-cols-[10rem_10rem_minmax(0,1fr)_auto] lg:items-end"
    >
      <FormSelect name="kind" label={t('direction')}>
        <option value="cash_in">{t('kind_cash_in')}</option>
        <option value="cash_out">{t('kind_cash_out')}</option>
      </FormSelect>
      <FormText name="amount" label={t('amount')} inputMode="decimal" required unfit={t('unfitAmount')} />
      <FormText name="note" label={t('why')} required maxLength={500} />
      <ShiftChoice open={open} />
      <SubmitButton>{t('enter')}</SubmitButton>
    </TillForm>
  );
}
