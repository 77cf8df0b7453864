import { getLocale, getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormCheck } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatMoney } from '@/lib/core/money';
import type { CreatedSeries } from '@/lib/desk/series/create-series';
import type { CreateSeries } from '@/lib/desk/series/read-series-wish';
import { DateRows } from './date-rows';

type Props = {
  preview: CreatedSeries;
  wish: CreateSeries;
  asked: string;
  back: string;
  /** Null for who may look at the dates alone. */
  save: FormAction<unknown> | null;
};

/** Each date of a series that is not yet booked, with a choice where it cannot be had. */
export async function SeriesPreview({ preview: { club, dates }, wish, asked, back, save }: Props) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const conflicts = dates.filter(({ conflict }) => conflict !== null).length;
  const totalMinor = dates.reduce((sum, { priceMinor }) => sum + priceMinor, 0);
  return (
    <section aria-labelledby="preview" className="grid gap-4 rounded-card border border-line bg-card p-4">
      <div>
        <h2 id="preview" className="text-lead">
          {t('preview', { count: dates.length })}
        </h2>
        <p className="text-soft">
          {t('conflicts', { count: conflicts })}
          {totalMinor > 0 && (
            <span> {t('total', { amount: formatMoney(totalMinor, club.currency, locale) })}</span>
          )}
        </p>
      </div>
      {save === null ? (
        <>
          <DateRows dates={dates} club={club} mayChoose={false} />
          <p>{t('draft')}</p>
        </>
      ) : (
        <ActionForm
          action={save}
          words={await errorWords({ conflict: t('stillTaken') }, back)}
          className="grid gap-4"
        >
          <input type="hidden" name="club" value={asked} />
          <input
            type="hidden"
            name="wish"
            value={JSON.stringify({ ...wish, choices: undefined, notify: undefined })}
          />
          <DateRows dates={dates} club={club} mayChoose />
          {wish.kind === 'booking' && (
            <FormCheck label={t('notify')} hint={t('notifyHint')} name="notify" value="on" defaultChecked />
          )}
          <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
        </ActionForm>
      )}
    </section>
  );
}
