'use client';

import { clsx } from 'clsx';
import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { type ListRow, listRows } from '@/components/admin/lists/list-rows';
import { NameFields } from '@/components/admin/lists/name-fields';
import { CheckField, control, TextField } from '@/components/ui/field';
import type { Locale } from '@/lib/core/context';
import { NO_DAY, type SpecialDayFields } from './days-fields';
import { HoursEffect, type HoursEffectView } from './hours-effect';
import { dayText } from './year-pieces';

type Props = {
  club: string;
  revision: number;
  /** What is saved, and then what is proposed. */
  days: readonly SpecialDayFields[];
  /** The date that is unfolded beside those that are new or wrong. */
  open: string;
  /** The year that the page shows. */
  year: number;
  months: readonly string[];
  locale: Locale;
  words: Readonly<Record<string, string>>;
  submit: ListAction<readonly SpecialDayFields[], HoursEffectView>;
};

/** The dates on which the week of a club does not hold, in one form. */
export function DaysEditor(props: Props) {
  const { club, revision, days, open, year, months, locale, words, submit } = props;
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={days}
      submit={submit}
      words={words}
      effect={(effect) => <HoursEffect effect={effect} words={words} />}
      rows={({ draft, attempt, errors }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <input type="hidden" name="year" value={year} />
          {listRows({ list: 'days', draft, empty: NO_DAY, attempt, errors }).map((row) => (
            <Day
              key={row.key}
              row={row}
              isOpen={row.fields.date === open}
              months={months}
              locale={locale}
              words={words}
            />
          ))}
        </div>
      )}
    />
  );
}

type DayProps = {
  row: ListRow<SpecialDayFields>;
  isOpen: boolean;
  months: readonly string[];
  locale: Locale;
  words: Readonly<Record<string, string>>;
};

/** Saved days are folded, one line each. */
function Day({ row, isOpen, months, locale, words }: DayProps) {
  const { fields: day, isNew, isWrong } = row;
  const name = day[`name_${locale}`];
  if (isNew) return <DayInputs row={row} title={words.newDay ?? ''} words={words} />;
  const hours = day.windows.map(({ opens, closes }) => `${opens}–${closes}`).join(', ');
  return (
    <details
      id={`day-${day.date}`}
      open={isOpen || isWrong() || day.note !== ''}
      className="scroll-mt-4 rounded-card border border-line bg-card"
    >
      <summary className="figures flex min-h-12 cursor-pointer flex-wrap items-center gap-x-3 px-4">
        <span className="font-strong">
          {dayText(day.date, months)} {day.date.slice(0, 4)}
        </span>
        <span>{name}</span>
        <span className="text-soft">{day.closed ? words.closed : hours}</span>
      </summary>
      <DayInputs row={row} title={name || day.date} words={words} />
    </details>
  );
}

type InputsProps = Pick<DayProps, 'row' | 'words'> & { title: string };

function DayInputs({ row, words, title }: InputsProps) {
  const { fields: day, isNew, at, isWrong } = row;
  return (
    <fieldset
      className={clsx(
        'grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 p-4 sm:grid-cols-3',
        isNew && 'rounded-card border border-line bg-card',
      )}
    >
      <legend className="sr-only">{title}</legend>
      <TextField
        label={isNew ? words.newDay : words.date}
        name={at('date')}
        type="date"
        defaultValue={day.date}
        error={isWrong('date') ? words.unfitDate : undefined}
      />
      <NameFields row={row} words={words} />
      <div className="flex flex-wrap gap-x-5">
        <CheckField label={words.holiday} name={at('holiday')} defaultChecked={day.holiday} />
        <CheckField label={words.closed} name={at('closed')} defaultChecked={day.closed} />
      </div>
      <div className="grid gap-1 sm:col-span-2">
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {Array.from({ length: Math.max(2, day.windows.length + 1) }, (_, window) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: windows have no name but their place
            <div key={window} className="flex min-w-0 flex-1 basis-60 items-center gap-1.5">
              {(['opens', 'closes'] as const).map((edge) => (
                <input
                  key={edge}
                  type="time"
                  step={300}
                  name={at(`${window}.${edge}`)}
                  defaultValue={day.windows[window]?.[edge] ?? ''}
                  aria-label={`${title}, ${words[edge]} ${window + 1}`}
                  aria-invalid={isWrong('windows') || undefined}
                  className={control('figures min-w-0 flex-1')}
                />
              ))}
            </div>
          ))}
        </div>
        {isWrong('windows') && <p className="text-danger-text text-note">{words.unfitDayHours}</p>}
      </div>
      {day.note !== '' && <input type="hidden" name={at('note')} value={day.note} />}
      {(day.note === 'moved' || day.note === 'local') && (
        <p className="rounded-md bg-held-tint px-3 py-2 text-held-text text-note sm:col-span-3">
          {words[`note_${day.note}`]}
        </p>
      )}
      {!isNew && <CheckField label={words.dayGone} name={at('gone')} />}
    </fieldset>
  );
}
