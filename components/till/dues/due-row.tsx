import { Circle } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { OpenTill } from '@/lib/billing/get-till';
import type { ShownDue } from '@/lib/billing/read-dues';
import type { Locale } from '@/lib/core/context';
import { formatDate, formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import { DAY_MS, localDateOf } from '@/lib/core/time';
import { LinkForm } from './link-form';
import { PayForm } from './pay-form';
import { payerOf } from '@/components/till/payer-of';
import type { TillActions } from '@/components/till/till-actions';
import { TillForm } from '@/components/till/till-form';
import { Unfold } from '@/components/till/unfold';

type Props = {
  due: ShownDue;
  club: string;
  actions: TillActions;
  may: { pay: boolean; waive: boolean };
  open: readonly OpenTill[];
  /** Epoch ms. */
  now: number;
};

/** One due: who, for what, since when and how much. Below it unfold its forms. */
export async function DueRow({ due, club, actions, may, open, now }: Props) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { currency, amountMinor } = due;
  const days = Math.floor((now - due.createdAt.getTime()) / DAY_MS);
  const sum = formatMoney(Math.abs(amountMinor), currency, locale);
  return (
    <li className="grid gap-1 border-line border-t px-4 py-2 text-note">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
        <p className="min-w-0">
          <b className="break-words font-strong">{await payerOf(due)}</b>
          <span className="text-soft">
            {' '}
            · {due.courtName}, {whenOf(due, now, locale)}
          </span>
          <span className={`block text-caption ${days > 13 ? 'text-ink' : 'text-faint'}`}>
            {t('since', { days })} · {t(`cause_${due.cause}`)}
          </span>
        </p>
        <p className="figures inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm bg-ink px-2 py-0.5 font-strong text-on-ink">
          <Circle aria-hidden className="size-3" strokeWidth={3} />
          <span className="sr-only">{t(amountMinor > 0 ? 'owes' : 'isOwed')} </span>
          {sum}
        </p>
      </div>
      <div className="flex flex-wrap gap-x-4">
        {may.pay && <PayForm due={due} club={club} action={actions.pay} open={open} />}
        {may.pay && amountMinor > 0 && <LinkForm due={due} club={club} action={actions.link} />}
        {may.waive && (
          <TillForm
            action={actions.waive}
            club={club}
            hidden={{ dueId: due.id }}
            conflict={t('settledAlready')}
            summary={<Unfold>{t('letGo')}</Unfold>}
            className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end"
          >
            <FormText name="reason" label={t('waiveWhy')} required maxLength={500} />
            <SubmitButton look="secondary">{t('waive', { sum })}</SubmitButton>
          </TillForm>
        )}
      </div>
    </li>
  );
}

/** The hour of a game of today, and the date of any other. */
function whenOf({ startsAt, timeZone }: ShownDue, now: number, locale: Locale): string {
  const [ms, date] = [startsAt.getTime(), localDateOf(startsAt.getTime(), timeZone)];
  return date === localDateOf(now, timeZone)
    ? formatInstant(ms, 'time', locale, timeZone)
    : formatDate(date, 'date', locale);
}
