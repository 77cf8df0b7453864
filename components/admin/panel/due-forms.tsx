import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect, FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { type dues, TILL_METHODS } from '@/db/schema';
import { sendPaymentLinkSchema } from '@/lib/billing/send-payment-link';
import { formatMoney, typedMoney } from '@/lib/core/money';
import { SUMMARY } from './summary';

export type DueActions = Record<'pay' | 'link' | 'waive', FormAction<unknown>>;

/** By which a link to pay is sent. */
export const LINK_WAYS = sendPaymentLinkSchema.shape.channel.options;
type LinkWay = (typeof LINK_WAYS)[number];

type Due = Pick<typeof dues.$inferSelect, 'id' | 'amountMinor' | 'currency' | 'cause'>;

type Props = {
  /** Those that are neither paid nor waived. */
  open: readonly Due[];
  /** The ways by which whoever owes can be sent a link. */
  reach: readonly LinkWay[];
  may: { takeMoney: boolean; payOut: boolean; waiveDue: boolean };
  actions: DueActions;
};

/** For each open due the form that takes or pays out its money, and the one that lets it go. */
export async function DueForms({ open, reach, may, actions }: Props) {
  const t = await getTranslations('panel');
  const words = await errorWords({ conflict: t('payConflict') });
  return open.map((due) => (
    <div key={due.id} data-part="take" className="grid scroll-mt-4 gap-2">
      {(due.amountMinor > 0 ? may.takeMoney : may.payOut) && (
        <Pay due={due} words={words} pay={actions.pay} />
      )}
      {may.takeMoney && due.amountMinor > 0 && <SendLink due={due} reach={reach} link={actions.link} />}
      {may.waiveDue && due.amountMinor > 0 && <Waive due={due} words={words} waive={actions.waive} />}
    </div>
  ));
}

type Words = Readonly<Record<string, string>>;

async function Pay({ due, words, pay }: { due: Due; words: Words; pay: FormAction<unknown> }) {
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const [owedMinor, isPayout] = [Math.abs(due.amountMinor), due.amountMinor < 0];
  const amount = formatMoney(owedMinor, due.currency, locale);
  return (
    <ActionForm
      action={pay}
      words={words}
      folded={{
        summary: <summary className={SUMMARY}>{t(isPayout ? 'payOut' : 'take', { amount })}</summary>,
      }}
      className="mt-3 grid gap-3"
    >
      <input type="hidden" name="dueId" value={due.id} />
      <div className="grid grid-cols-2 gap-3">
        <FormSelect label={t('method')} name="method">
          {TILL_METHODS.map((method) => (
            <option key={method} value={method}>
              {t(`method_${method}`)}
            </option>
          ))}
        </FormSelect>
        <FormText
          key={owedMinor}
          label={t('amount')}
          name="amount"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={typedMoney(owedMinor, due.currency, locale)}
          maxLength={12}
          unfit={t('amountInvalid')}
        />
      </div>
      <FormText label={t('reference')} name="reference" maxLength={60} autoComplete="off" />
      <SubmitButton size="dense" className="justify-self-start">
        {t(isPayout ? 'payOutDo' : 'takeDo')}
      </SubmitButton>
    </ActionForm>
  );
}

async function SendLink({
  due,
  reach,
  link,
}: {
  due: Due;
  reach: readonly LinkWay[];
  link: FormAction<unknown>;
}) {
  const t = await getTranslations('panel');
  const words = await errorWords({ invalid_input: t('linkNoAddress') });
  return (
    <div className="flex flex-wrap gap-2">
      {reach.map((channel) => (
        <ActionForm key={channel} action={link} words={words} done={t('linkSent')} className="grid gap-2">
          <input type="hidden" name="dueId" value={due.id} />
          <input type="hidden" name="channel" value={channel} />
          <SubmitButton look="secondary" size="dense">
            {t(`link_${channel}`)}
          </SubmitButton>
        </ActionForm>
      ))}
    </div>
  );
}

async function Waive({ due, words, waive }: { due: Due; words: Words; waive: FormAction<unknown> }) {
  const [t, locale] = await Promise.all([getTranslations('panel'), getLocale()]);
  const amount = formatMoney(due.amountMinor, due.currency, locale);
  return (
    <ActionForm
      action={waive}
      words={words}
      folded={{
        summary: (
          <summary className="inline-flex min-h-11 items-center text-note text-soft underline underline-offset-4">
            {t('waive')}
          </summary>
        ),
      }}
      className="mt-1 grid gap-3"
    >
      <input type="hidden" name="dueId" value={due.id} />
      <FormText label={t('reasonRequired')} name="reason" required maxLength={500} autoComplete="off" />
      <SubmitButton look="secondary" size="dense" className="justify-self-start">
        {t('waiveDo', { amount })}
      </SubmitButton>
    </ActionForm>
  );
}
