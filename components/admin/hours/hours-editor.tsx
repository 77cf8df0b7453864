'use client';

import { type ListAction, ListForm } from '@/components/admin/lists/list-form';
import { HoursEffect, type HoursEffectView } from './hours-effect';
import { NO_SEASON, type SeasonFields } from './hours-fields';
import { SeasonFieldset } from './season-fields';

type Props = {
  club: string;
  revision: number;
  seasons: readonly SeasonFields[];
  weekdays: readonly string[];
  words: Readonly<Record<string, string>>;
  submit: ListAction<readonly SeasonFields[], HoursEffectView>;
};

/** The week of a club and the seasons over it, in one form. */
export function HoursEditor({ club, revision, seasons, weekdays, words, submit }: Props) {
  return (
    <ListForm
      club={club}
      revision={revision}
      draft={seasons}
      submit={submit}
      words={words}
      effect={(effect) => <HoursEffect effect={effect} words={words} />}
      rows={({ draft: [week = NO_SEASON, ...others], attempt, errors }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {[week, ...others].map((season, index) => (
            <SeasonFieldset
              // biome-ignore lint/suspicious/noArrayIndexKey: a season has no other name until it is saved
              key={`${attempt}-${index}`}
              index={index}
              season={season}
              kind={index === 0 ? 'week' : 'season'}
              title={(index === 0 ? words.week : words.season) ?? ''}
              errors={errors}
              words={words}
              weekdays={weekdays}
            />
          ))}
          <details className="rounded-card border border-line">
            <summary className="flex min-h-12 cursor-pointer items-center px-4 font-strong">
              {words.newSeason}
            </summary>
            <div className="p-2">
              <SeasonFieldset
                key={`${attempt}-new`}
                index={others.length + 1}
                season={NO_SEASON}
                kind="new"
                title={words.newSeason ?? ''}
                errors={errors}
                words={words}
                weekdays={weekdays}
              />
            </div>
          </details>
        </div>
      )}
    />
  );
}
