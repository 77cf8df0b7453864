import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormCheck, FormSelect } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import type { LocalDate } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { FOLDED, FoldedSummary, ScopeFields } from './scope-fields';
import { SeriesFields, SeriesPriceFields } from './series-fields';
import { shownSeriesField, weekdayField } from './series-forms';

type Props = {
  one: ShownSeries;
  club: Club;
  /** The club as the address has it. */
  asked: string;
  back: string;
  action: FormAction<unknown>;
  date: LocalDate;
  name: string;
};

/**
 * Moves dates of a series, names them anew or gives them other days. What is left as it was shown changes nothing. More
 * or fewer days are looked at first.
 */
export async function ChangeSeriesForm({ one, club, asked, back, action, date, name }: Props) {
  const t = await getTranslations('seriesPage');
  const isSold = one.kind === 'booking';
  return (
    <ActionForm
      action={action}
      words={await errorWords({ conflict: t('problem_changed'), invalid_input: t('unfitChange') }, back)}
      done={t('changed')}
      folded={{ summary: <FoldedSummary name={name}>{t('change')}</FoldedSummary>, className: FOLDED }}
      className="grid items-start gap-4 px-4 pt-2 pb-4 sm:grid-cols-2"
    >
      <input type="hidden" name="club" value={asked} />
      <input type="hidden" name="shown" value={shownSeriesField(one)} />
      <ScopeFields one={one} date={date} />
      <SeriesFields
        club={club}
        begins={{
          court: one.courtId,
          weekdays: one.weekdays,
          start: formatWallMinute(one.startMinute),
          length: one.durationMinutes,
          title: one.title ?? '',
          note: one.note ?? '',
        }}
        weekdayName={weekdayField}
        weekdaysHint={t('weekdaysHint')}
      />
      {isSold && (
        <>
          <SeriesPriceFields>
            <FormSelect label={t('priceChanges')} name="pricing" defaultValue="keep">
              <option value="keep">{t('pricing_keep')}</option>
              <option value="list">{t('pricing_list')}</option>
            </FormSelect>
          </SeriesPriceFields>
          <FormCheck label={t('notify')} name="notify" value="on" defaultChecked />
        </>
      )}
      <SubmitButton className="justify-self-start sm:col-span-2">{t('changeDo')}</SubmitButton>
    </ActionForm>
  );
}
