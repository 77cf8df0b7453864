'use client';

import { isWrongAt } from '@/components/admin/lists/is-wrong-at';
import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { CheckField, control, TextField } from '@/components/ui/field';
import { NO_DAY, type SpecialDayFields } from './days-fields';
import { HoursEffect, type HoursEffectView } from './hours-effect';

type Props = {
  club: string;
  revision: number;
  /** What is saved, and then what is proposed. */
  days: readonly SpecialDayFields[];
  words: Readonly<Record<string, string>>;
  submit: ListAction<readonly SpecialDayFields[], HoursEffectView>;
};

/** The dates on which the week of a club does not hold, in one form. */
export function DaysEditor({ club, revision, days, words, submit }: Props) {
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
          {[...draft, NO_DAY].map((day, index) => (
            <DayFieldset
              // biome-ignore lint/suspicious/noArrayIndexKey: the last one has no date yet
              key={`${attempt}-${index}`}
              index={index}
              day={day}
              isNew={index === draft.length}
              errors={errors}
              words={words}
            />
          ))}
        </div>
      )}
    />
  );
}

type DayProps = {
  index: number;
  day: SpecialDayFields;
  isNew: boolean;
  errors: Readonly<Record<string, string[]>>;
  words: Readonly<Record<string, string>>;
};

function DayFieldset({ index, day, isNew, errors, words }: DayProps) {
  const at = (field: string) => `days.${index}.${field}`;
  const isWrong = (field: string) => isWrongAt(errors, at(field));
  const title = isNew ? (words.newDay ?? '') : day.name_es || day.date;
  return (
    <fieldset className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 rounded-card border border-line bg-card p-4 sm:grid-cols-3">
      <legend className="sr-only">{title}</legend>
      <TextField
        label={isNew ? words.newDay : words.date}
        name={at('date')}
        type="date"
        defaultValue={day.date}
        error={isWrong('date') ? words.unfitDate : undefined}
      />
      <TextField label={words.nameEs} name={at('name_es')} maxLength={80} defaultValue={day.name_es} />
      <TextField label={words.nameEn} name={at('name_en')} maxLength={80} defaultValue={day.name_en} />
      <div className="flex flex-wrap gap-x-5">
        <CheckField label={words.holiday} name={at('holiday')} defaultChecked={day.holiday} />
        <CheckField label={words.closed} name={at('closed')} defaultChecked={day.closed} />
      </div>
      <div className="grid gap-1 sm:col-span-2">
        <div className="flex flex-wrap gap-x-5 gap-y-2">
          {[0, 1].map((window) => (
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
                  className={control({ className: 'figures min-w-0 flex-1' })}
                />
              ))}
            </div>
          ))}
        </div>
        {isWrong('windows') && <p className="text-danger-text text-note">{words.unfitDayHours}</p>}
      </div>
      {day.note !== '' && (
        <p className="rounded-md bg-held-tint px-3 py-2 text-held-text text-note sm:col-span-3">
          <span>{words[`note_${day.note}`]}</span>
          <input type="hidden" name={at('note')} value={day.note} />
        </p>
      )}
      {!isNew && <CheckField label={words.dayGone} name={at('gone')} />}
    </fieldset>
  );
}
