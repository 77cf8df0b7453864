import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FormSelect, FormText, FormTextArea } from '@/components/ui/form/form-fields';
import type { Club } from '@/lib/catalogue/catalogue';
import { WeekdayFields } from './weekday-fields';

type Props = {
  club: Club;
  /** What they begin with. The start is wall time, the length in minutes. */
  begins: {
    court: number | undefined;
    weekdays: readonly number[];
    start: string;
    length: number;
    title: string;
    note: string;
  };
  /** The names of the boxes of weekdays. */
  weekdayName?: (weekday: number) => string;
  weekdaysHint?: string;
};

/** What a series is, as it is made and as it is changed: court, days, time, length and words. */
export async function SeriesFields({ club, begins, weekdayName, weekdaysHint }: Props) {
  const t = await getTranslations('seriesPage');
  return (
    <>
      <FormSelect label={t('court')} name="court" defaultValue={begins.court}>
        {club.courts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </FormSelect>
      <div className="grid grid-cols-2 gap-4">
        <FormText label={t('start')} type="time" name="start" required defaultValue={begins.start} />
        <FormText
          label={t('length')}
          type="number"
          name="length"
          min={5}
          max={1440}
          step={5}
          required
          defaultValue={begins.length}
        />
      </div>
      <div className="sm:col-span-2">
        <WeekdayFields
          // Boxes of days that are stored anew begin anew.
          key={begins.weekdays.join()}
          chosen={begins.weekdays}
          {...(weekdayName && { nameOf: weekdayName })}
        />
        {weekdaysHint && <p className="text-note text-soft">{weekdaysHint}</p>}
      </div>
      <FormText
        label={t('title')}
        hint={t('titleHint')}
        name="title"
        maxLength={80}
        autoComplete="off"
        defaultValue={begins.title}
      />
      <FormTextArea
        label={t('note')}
        hint={t('noteHint')}
        name="note"
        rows={2}
        maxLength={2000}
        defaultValue={begins.note}
      />
    </>
  );
}

type PriceProps = { begins?: { price: string; reason: string }; hint?: string; children?: ReactNode };

/** Another price for each date, and why. `children` stand before it. */
export async function SeriesPriceFields({ begins, hint, children }: PriceProps) {
  const t = await getTranslations('seriesPage');
  return (
    <div className="flex flex-wrap items-start gap-4 *:min-w-48 *:flex-1 sm:col-span-2">
      {children}
      <FormText
        label={t('price')}
        hint={hint}
        name="price"
        inputMode="decimal"
        maxLength={20}
        autoComplete="off"
        unfit={t('problem_price')}
        defaultValue={begins?.price}
      />
      <FormText
        label={t('reason')}
        hint={t('reasonHint')}
        name="reason"
        maxLength={200}
        autoComplete="off"
        defaultValue={begins?.reason}
      />
    </div>
  );
}
