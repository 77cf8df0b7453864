import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import {
  ActionForm,
  type FormAction,
  FormCheck,
  FormSelect,
  FormText,
  FormTextArea,
} from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Club } from '@/lib/catalogue/catalogue';
import type { LocalDate } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { FOLDED, FoldedSummary, ScopeFields } from './scope-fields';
import { shownSeriesField, weekdayField } from './series-forms';
import { WeekdayFields } from './weekday-fields';

type Props = {
  one: ShownSeries;
  club: Club;
  back: string;
  action: FormAction<unknown>;
  date: LocalDate;
  name: string;
};

/** Moves dates of a series or names them anew. What is left as it was shown changes nothing. */
export async function ChangeSeriesForm({ one, club, back, action, date, name }: Props) {
  const t = await getTranslations('seriesPage');
  const isSold = one.kind === 'booking';
  return (
    <ActionForm
      action={action}
      words={await errorWords({ conflict: t('cannotChange'), invalid_input: t('unfitChange') }, back)}
      done={t('changed')}
      folded={{ summary: <FoldedSummary name={name}>{t('change')}</FoldedSummary>, className: FOLDED }}
      className="grid items-start gap-4 px-4 pt-2 pb-4 sm:grid-cols-2"
    >
      <input type="hidden" name="shown" value={shownSeriesField(one)} />
      <ScopeFields one={one} date={date} />
      <div className="sm:col-span-2">
        <WeekdayFields chosen={one.weekdays} nameOf={weekdayField} />
        <p className="text-note text-soft">{t('weekdaysHint')}</p>
      </div>
      <FormSelect label={t('court')} name="court" defaultValue={one.courtId}>
        {club.courts.map((court) => (
          <option key={court.id} value={court.id}>
            {court.name}
          </option>
        ))}
      </FormSelect>
      <div className="grid grid-cols-2 gap-4">
        <FormText
          label={t('start')}
          type="time"
          name="start"
          required
          defaultValue={formatWallMinute(one.startMinute)}
        />
        <FormText
          label={t('length')}
          type="number"
          name="length"
          min={5}
          max={1440}
          step={5}
          required
          defaultValue={one.durationMinutes}
        />
      </div>
      <FormText
        label={t('title')}
        name="title"
        maxLength={80}
        autoComplete="off"
        defaultValue={one.title ?? ''}
      />
      <FormTextArea label={t('note')} name="note" rows={2} maxLength={2000} defaultValue={one.note ?? ''} />
      {isSold && <PriceFields />}
      {isSold && <FormCheck label={t('notify')} name="notify" value="on" defaultChecked />}
      <SubmitButton className="justify-self-start sm:col-span-2">{t('changeDo')}</SubmitButton>
    </ActionForm>
  );
}

/** What becomes of the prices. A typed one goes before the choice. */
async function PriceFields() {
  const t = await getTranslations('seriesPage');
  return (
    <div className="grid items-start gap-4 sm:col-span-2 sm:grid-cols-[minmax(0,1fr)_12rem_minmax(0,1fr)]">
      <FormSelect label={t('priceChanges')} name="pricing" defaultValue="keep">
        <option value="keep">{t('pricing_keep')}</option>
        <option value="list">{t('pricing_list')}</option>
      </FormSelect>
      <FormText
        label={t('price')}
        name="price"
        inputMode="decimal"
        maxLength={20}
        autoComplete="off"
        unfit={t('problem_price')}
      />
      <FormText label={t('reason')} name="reason" maxLength={200} autoComplete="off" />
    </div>
  );
}
