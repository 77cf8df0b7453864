'use client';

import { type ReactNode, useState } from 'react';
import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { type ListRow, listRows } from '@/components/admin/lists/list-rows';
import { HoursEffect, type HoursEffectView } from './hours-effect';
import { NEW_SEASON, NO_SEASON, type SeasonFields } from './hours-fields';
import type { HoursView } from './hours-view';
import { SeasonFieldset } from './season-fields';
import type { Stretch } from './year-pieces';
import { YearPlan } from './year-plan';

type Props = {
  club: string;
  revision: number;
  seasons: readonly SeasonFields[];
  view: HoursView;
  days: readonly { date: string; closed: boolean }[];
  today: string;
  months: readonly string[];
  weekdays: readonly string[];
  words: Readonly<Record<string, string>>;
  /** The chips of the special days. */
  chips: ReactNode;
  submit: ListAction<readonly SeasonFields[], HoursEffectView>;
};

/**
 * The week of a club and the seasons over it, in one form that shows one of them. The others are sent with it, and shown
 * when something of theirs is wrong.
 */
export function HoursEditor(props: Props) {
  const { club, revision, seasons, view, days, today, months, weekdays, words, chips, submit } = props;
  // By answer and place: the dates that are typed since, so that the strip follows them.
  const [typed, setTyped] = useState<Readonly<Record<string, Partial<Stretch>>>>({});
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={seasons}
      submit={submit}
      words={words}
      effect={(effect) => <HoursEffect effect={effect} words={words} />}
      rows={({ draft, attempt, errors }) => {
        const rows = listRows({ list: 'seasons', draft, empty: NO_SEASON, attempt, errors });
        const planned = rows.slice(1).flatMap(({ key, fields, isNew }) => {
          const dates = { from: fields.valid_from, until: fields.valid_until, ...typed[key] };
          return isNew && dates.from === '' && dates.until === '' ? [] : { key: fields.key, ...dates };
        });
        const chosen = rows.find(({ fields }) => fields.key === view.season) ?? rows[0];
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
            <input type="hidden" name="shown" value={view.season} />
            <input type="hidden" name="year" value={view.year} />
            <YearPlan
              view={view}
              seasons={planned}
              canAdd
              days={days}
              today={today}
              months={months}
              words={words}
            >
              {chips}
            </YearPlan>
            {rows.map((row) => (
              <SeasonFieldset
                key={row.key}
                row={row}
                title={titleOf(row, words)}
                hidden={row !== chosen && !row.isWrong()}
                onDate={(edge, date) =>
                  setTyped((before) => ({ ...before, [row.key]: { ...before[row.key], [edge]: date } }))
                }
                words={words}
                weekdays={weekdays}
              />
            ))}
          </div>
        );
      }}
    />
  );
}

function titleOf({ index, fields }: ListRow<SeasonFields>, words: Props['words']): string {
  if (index === 0) return words.week ?? '';
  return fields.key === NEW_SEASON ? (words.newSeason ?? '') : `${words.season} ${index}`;
}
