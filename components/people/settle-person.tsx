import { randomUUID } from 'node:crypto';
import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ShiftChoice } from '@/components/till/shift-choice';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { TILL_METHODS } from '@/db/schema';
import type { OpenTill } from '@/lib/billing/get-till';
import { formatMoney, moneyJson } from '@/lib/core/money';
import type { Customer } from '@/lib/desk/read-customers';
import { FOLDED } from './folded';
import { PersonIds } from './person-ids';

type Props = {
  person: Customer;
  asked: string;
  owedMinor: number;
  currency: string;
  open: readonly OpenTill[];
  settle: FormAction<unknown>;
};

/** Takes all that somebody owes at once. */
export async function SettlePerson({ person, asked, owedMinor, currency, open, settle }: Props) {
  const [t, tTill, locale] = await Promise.all([
    getTranslations('people'),
    getTranslations('till'),
    getLocale(),
  ]);
  const amount = formatMoney(owedMinor, currency, locale);
  return (
    <ActionForm
      action={settle}
      words={await errorWords({ conflict: t('settleChanged') })}
      folded={{
        summary: <summary className={FOLDED.summary}>{t('settle', { amount })}</summary>,
        className: FOLDED.frame,
      }}
      className={FOLDED.body}
    >
      <PersonIds person={person} asked={asked} />
      <input type="hidden" name="amount" value={moneyJson(owedMinor, currency).amount} />
      <input type="hidden" name="requestKey" value={randomUUID()} />
      <p>{t('settleMeans')}</p>
      <FormSelect name="method" label={tTill('method')}>
        {TILL_METHODS.filter((method) => method !== 'cash' || open.length > 0).map((method) => (
          <option key={method} value={method}>
            {tTill(`method_${method}`)}
          </option>
        ))}
      </FormSelect>
      <FormText name="reference" label={tTill('referenceOptional')} maxLength={60} autoComplete="off" />
      <ShiftChoice open={open} />
      {open.length === 0 && <p className="text-soft">{tTill('openForCash')}</p>}
      <SubmitButton className="justify-self-start">{t('settleDo', { amount })}</SubmitButton>
    </ActionForm>
  );
}
