import { getLocale, getTranslations } from 'next-intl/server';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from '@/components/ui/action-form';
import type { ShownDue } from '@/lib/billing/read-dues';
import type { LinksSent } from '@/lib/billing/send-payment-links';
import { formatMoney } from '@/lib/core/money';
import { payerOf } from '@/components/till/payer-of';
import { TillForm } from '@/components/till/till-form';

type Props = { preview: LinksSent; club: string; action: FormAction<unknown> };

/** Who would be asked and by which way, who would not, and the button that asks. */
export async function AskAllForm({ preview, club, action }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { email, sms, lately, unreachable } = preview;
  const going = [...email, ...sms];
  const sum = formatMoney(
    going.reduce((total, { amountMinor }) => total + amountMinor, 0),
    preview.club.currency,
    locale,
  );
  const both = String(email.length > 0 && sms.length > 0);
  return (
    <>
      {going.length === 0 ? (
        <p>{t('linksNone')}</p>
      ) : (
        <>
          <p className="figures text-lead">
            {t('linksPreview', { email: email.length, sms: sms.length, both, sum })}
          </p>
          <TillForm action={action} club={club} className="grid">
            <SubmitButton className="justify-self-start">
              {t('linksSend', { count: going.length })}
            </SubmitButton>
          </TillForm>
        </>
      )}
      <Who id="unreachable" title={t('linksUnreachable')} dues={unreachable} />
      <Who id="by-email" title={t('linksEmail')} dues={email} />
      <Who id="by-sms" title={t('linksSms')} dues={sms} />
      <Who id="lately" title={t('linksLately')} dues={lately} />
    </>
  );
}

type WhoProps = { id: string; title: string; dues: readonly ShownDue[] };

async function Who({ id, title, dues }: WhoProps) {
  const locale = await getLocale();
  if (dues.length === 0) return null;
  const named = await Promise.all(dues.map(async (due) => ({ due, who: await payerOf(due) })));
  return (
    <section aria-labelledby={id}>
      <Card>
        <h2 id={id} className="px-4 py-3 font-strong">
          {title}
        </h2>
        <ul className="figures text-note">
          {named.map(({ due, who }) => (
            <li key={due.id} className="flex justify-between gap-4 border-line border-t px-4 py-2">
              <span className="min-w-0 break-words">
                <b className="font-strong">{who}</b> <span className="text-soft">· {due.courtName}</span>
              </span>
              <span className="whitespace-nowrap font-strong">
                {formatMoney(due.amountMinor, due.currency, locale)}
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
