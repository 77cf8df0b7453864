import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/core/i18n/format';
import { formatMoney } from '@/lib/core/money';
import type { ChangedSeries } from '@/lib/desk/series/change-series';
import { DateRows } from './date-rows';
import { SEEN } from './series-forms';

type Props = {
  preview: ChangedSeries;
  /** Whose series it is, or what it is called. */
  name: string;
  /** The fields of the form that asked for the change. */
  fields: Readonly<Record<string, string>>;
  back: string;
  change: FormAction<unknown>;
};

/** What other days bring to a series and what it gives up, before it is saved. */
export async function ChangePreview({ preview, name, fields, back, change }: Props) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const { club, dates, items, refundMinor } = preview;
  const given = items.filter(({ status }) => status === 'cancelled');
  const conflicts = dates.filter(({ conflict }) => conflict !== null).length;
  return (
    <section aria-labelledby="preview" className="grid gap-4 rounded-card border border-line bg-card p-4">
      <div>
        <h2 id="preview" className="text-lead">
          {t('changeOf', { name })}
        </h2>
        {dates.length > 0 && (
          <p className="text-soft">
            <span>{t('newDates', { count: dates.length })}</span>{' '}
            <span>{t('conflicts', { count: conflicts })}</span>
          </p>
        )}
        {given.length > 0 && (
          <p className="text-soft">
            <span>{t('givenUp', { count: given.length })}</span>{' '}
            {refundMinor > 0 && (
              <span>{t('givenBack', { amount: formatMoney(refundMinor, club.currency, locale) })}</span>
            )}
          </p>
        )}
      </div>
      {given.length > 0 && (
        <ul className="max-h-64 divide-y divide-line overflow-y-auto rounded-md border border-line">
          {given.map(({ id, startsAt }) => (
            <li key={id} className="figures px-3 py-2 line-through decoration-soft">
              {formatInstant(startsAt, 'full', locale, club.timeZone)}
            </li>
          ))}
        </ul>
      )}
      <ActionForm
        action={change}
        words={await errorWords({ conflict: t('stillTaken') }, back)}
        className="grid gap-4"
      >
        {Object.entries({ ...fields, [SEEN]: 'yes' }).map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
        {dates.length > 0 && <DateRows dates={dates} club={club} mayChoose />}
        <SubmitButton className="justify-self-start">{t('changeSave')}</SubmitButton>
      </ActionForm>
    </section>
  );
}
