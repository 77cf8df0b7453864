import { useRef } from 'react';
import type { ListRow } from '@/components/admin/lists/list-rows';
import { CheckField, control, SelectField, TextField } from '@/components/ui/field';
import type { DayFields, SeasonFields } from './hours-fields';
import { WeekBars } from './week-bars';
import type { Stretch } from './year-pieces';

type Props = {
  /** The first is the week without dates, which stays. */
  row: ListRow<SeasonFields>;
  title: string;
  /** What is not shown is sent all the same. */
  hidden: boolean;
  onDate: (edge: keyof Stretch, date: string) => void;
  words: Readonly<Record<string, string>>;
  weekdays: readonly string[];
};

/** One more window than are typed, and two at least. */
const LEAST_WINDOWS = 2;

/** The hours of a week, by weekday. */
export function SeasonFieldset(props: Props) {
  const { row, title, hidden, onDate, words, weekdays } = props;
  const { index, fields: season, isNew, at, isWrong } = row;
  const wrong = (field: string) => (isWrong(field) ? words.unfitDates : undefined);
  const fields = useRef<HTMLFieldSetElement>(null);
  return (
    <fieldset
      ref={fields}
      hidden={hidden}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-card border border-line bg-card p-4"
    >
      <legend className="sr-only">{title}</legend>
      <p aria-hidden className="font-strong">
        {title}
      </p>
      <input type="hidden" name={at('key')} value={season.key} />
      {index === 0 ? (
        <>
          <input type="hidden" name={at('valid_from')} value="" />
          <input type="hidden" name={at('valid_until')} value="" />
        </>
      ) : (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={words.validFrom}
            name={at('valid_from')}
            type="date"
            defaultValue={season.valid_from}
            onChange={({ target }) => onDate('from', target.value)}
            error={wrong('valid_from')}
          />
          <TextField
            label={words.validUntil}
            name={at('valid_until')}
            type="date"
            defaultValue={season.valid_until}
            onChange={({ target }) => onDate('until', target.value)}
            error={wrong('valid_until')}
          />
        </div>
      )}
      <WeekBars fields={fields} prefix={at('')} weekdays={weekdays} words={words} />
      {weekdays.map((name, place) => (
        <Day
          key={name}
          name={name}
          prefix={at(String(place + 1))}
          windows={season.days.flatMap((day, row) => (day.weekday === place + 1 ? [{ ...day, row }] : []))}
          isWrong={(place) => isWrong(`days.${place}`)}
          words={words}
        />
      ))}
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField label={words.copy} name={at('copy')} defaultValue="">
          <option value="">{words.copyNone}</option>
          <option value="workdays">{words.copyWorkdays}</option>
          <option value="all">{words.copyAll}</option>
        </SelectField>
        {index > 0 && !isNew && <CheckField label={words.seasonGone} name={at('gone')} />}
      </div>
    </fieldset>
  );
}

type DayProps = {
  name: string;
  prefix: string;
  /** Each with its row in the list that is sent. */
  windows: readonly (DayFields & { row: number })[];
  isWrong: (row: number) => boolean;
  words: Readonly<Record<string, string>>;
};

function Day({ name, prefix, windows, isWrong, words }: DayProps) {
  const shown = Math.max(LEAST_WINDOWS, windows.length + 1);
  const isDayWrong = windows.some(({ row }) => isWrong(row));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-4 gap-y-1 border-line border-t pt-2 sm:grid-cols-[6rem_minmax(0,1fr)]">
      <p className="first-letter:uppercase">{name}</p>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {Array.from({ length: shown }, (_, place) => {
          const window = windows[place];
          const wrong = window !== undefined && isWrong(window.row);
          const clock = (field: 'opens' | 'closes', label: string | undefined) => (
            <input
              type="time"
              step={300}
              name={`${prefix}.${place}.${field}`}
              defaultValue={window?.[field] ?? ''}
              aria-label={`${name}, ${label} ${place + 1}`}
              aria-invalid={wrong || undefined}
              className={control('figures min-w-0 flex-1')}
            />
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: windows have no name but their place
            <div key={place} className="flex min-w-0 flex-1 basis-60 items-center gap-1.5">
              {clock('opens', words.opens)}
              <span aria-hidden>–</span>
              {clock('closes', words.closes)}
            </div>
          );
        })}
      </div>
      {isDayWrong && <p className="text-danger-text text-note sm:col-start-2">{words.unfitHours}</p>}
    </div>
  );
}
