import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { Link } from '@/components/shared/link';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CancellationChoice } from '@/lib/cancellations/preview-cancellation';
import { formatMoney, toDecimal } from '@/lib/core/money';

type Props = {
  reservationId: string;
  /** The ways to cancel it, and the one whose figures are shown. */
  choices: readonly CancellationChoice[];
  chosen: CancellationChoice;
  /** Whether it is the reader's own. Staff read what the player gets. */
  own: boolean;
  /** Whether the bank works on the payment, which may still arrive. */
  awaitingBank: boolean;
  /** The figures differ from the confirmed ones, so nothing was cancelled. */
  changed: boolean;
  cancel: FormAction<unknown>;
};

/** Shows the exact refund before there is a button. A changed refund is not carried out. */
export async function CancelBooking(props: Props) {
  const { reservationId, choices, chosen, own, changed, cancel } = props;
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  const { refundMinor, currency, rule, override } = chosen;
  const amount = formatMoney(refundMinor, currency, locale);
  const sharersMinor = [...(chosen.bySharer?.values() ?? [])].reduce((sum, minor) => sum + minor, 0);
  return (
    <section aria-labelledby="cancel-title" className="scroll-mt-20">
      <details open={changed || override !== undefined} className="rounded-md border border-line bg-card">
        <summary className="flex min-h-13 items-center rounded-md px-4 font-strong hover:bg-sunken">
          <h2 id="cancel-title" className="text-body">
            {t('cancel')}
          </h2>
        </summary>
        {/* A browser that goes to an anchor in a folded part unfolds it. */}
        <div id="cancel" className="grid scroll-mt-32 gap-4 border-line border-t p-4">
          {changed && <Callout tone="held" urgent title={t('cancelChanged')} />}
          {choices.some((choice) => choice.override) && (
            <Choices reservationId={reservationId} choices={choices} chosen={chosen} />
          )}
          <ActionForm action={cancel} words={await errorWords()} className="grid gap-4">
            <p className="text-lead">
              {t('cancelLead')} <strong>{refundSentence(props, amount, t)}</strong>
            </p>
            {sharersMinor > 0 && (
              <p className="text-soft">
                {t('cancelSharers', { amount: formatMoney(sharersMinor, currency, locale) })}
              </p>
            )}
            <input type="hidden" name="reservationId" value={reservationId} />
            <input type="hidden" name="amount" value={toDecimal(refundMinor, currency)} />
            <input type="hidden" name="rule" value={rule} />
            {override && <input type="hidden" name="override" value={override} />}
            <FormText
              label={t(override ? 'reasonRequired' : 'reason')}
              name="reason"
              maxLength={500}
              required={override !== undefined}
            />
            <SubmitButton look="danger" className="justify-self-start max-sm:w-full">
              {buttonWords(chosen, own, amount, t)}
            </SubmitButton>
          </ActionForm>
        </div>
      </details>
    </section>
  );
}

/** The refunds that staff may choose against the policy, each shown before its button. */
async function Choices({
  reservationId,
  choices,
  chosen,
}: Pick<Props, 'reservationId' | 'choices' | 'chosen'>) {
  const [t, locale] = await Promise.all([getTranslations('reservation'), getLocale()]);
  return (
    <nav aria-label={t('choices')} className="flex flex-wrap gap-2">
      {choices.map(({ override, refundMinor, currency }) => {
        const on = override === chosen.override;
        const search = override ? `?override=${override}` : '';
        return (
          <Link
            key={override ?? 'policy'}
            href={`/reservations/${reservationId}${search}#cancel`}
            aria-current={on ? 'true' : undefined}
            className={button({ look: on ? 'primary' : 'secondary' })}
          >
            {t(`choice_${override ?? 'policy'}`)} · {formatMoney(refundMinor, currency, locale)}
          </Link>
        );
      })}
    </nav>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<'reservation'>>>;

function refundSentence({ chosen, own, awaitingBank }: Props, amount: string, t: Words): string {
  const { rule, refundMinor } = chosen;
  if (rule === 'nothing_paid') return t(awaitingBank ? 'cancelProcessing' : 'cancelFree');
  if (rule === 'in_dispute')
    return t(refundMinor > 0 ? 'cancelInDispute' : 'cancelInDisputeNothing', { amount });
  if (refundMinor > 0) return t(own ? 'cancelRefund' : 'staffRefund', { amount });
  return t(own ? 'cancelNothing' : 'staffNothing');
}

function buttonWords(
  { rule, refundMinor }: CancellationChoice,
  own: boolean,
  amount: string,
  t: Words,
): string {
  if (rule === 'nothing_paid' || rule === 'in_dispute') return t('cancel');
  if (refundMinor === 0) return t('cancelDoNothing');
  return t(own ? 'cancelDo' : 'staffDo', { amount });
}
