'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import type { ViewWords } from './board-words';
import { DayRow } from './day-row';
import type { ListView } from './view/list-view';

type Props = {
  view: ListView;
  /** Where an item leads, without its id. */
  itemHref: string;
  /** Where it is moved by a form, without its id. Null for whoever may not. */
  moveHref: string | null;
  words: ViewWords;
};

const HEAD = 'h-9 px-3 font-normal';
const WIDE = 'max-md:hidden';
/** A phone opens the list at now. */
const FOLDED = 'max-sm:not-[:has(:checked)]:*:not-first:hidden';

/** A day of a club by start time. On phones the court and the players stand under the name. */
export function DayTable({
  view: { parts, courts, count, owed, unfold },
  itemHref,
  moveHref,
  words: given,
}: Props) {
  // The same object each time, so that what did not change is not drawn again.
  const [words] = useState(given);
  return (
    <div className="rounded-card border border-line bg-card">
      <table className="figures w-full text-left text-note">
        <caption className="sr-only">{words.byStart}</caption>
        <thead className="text-caption text-faint">
          <tr>
            <th scope="col" className={HEAD}>
              {words.time}
            </th>
            <th scope="col" className={clsx(HEAD, WIDE)}>
              {words.court}
            </th>
            <th scope="col" className={HEAD}>
              {words.who}
            </th>
            <th scope="col" className={clsx(HEAD, WIDE)}>
              {words.players}
            </th>
            <th scope="col" className={clsx(HEAD, 'max-lg:hidden')}>
              {words.note}
            </th>
            <th scope="col" className={clsx(HEAD, 'text-right')}>
              {words.money}
            </th>
          </tr>
        </thead>
        {parts.map(({ part, items }) => (
          <tbody key={part} className={part === 'earlier' && unfold !== null ? FOLDED : undefined}>
            <tr className="border-line border-t bg-paper">
              <th scope="rowgroup" colSpan={6} className="h-9 px-3 font-strong text-soft">
                <span className="flex items-center justify-between gap-3">
                  <span>{words[`part_${part}`]}</span>
                  {part === 'earlier' && unfold !== null && (
                    <label className="flex min-h-11 items-center gap-2 font-normal sm:hidden">
                      <input type="checkbox" className="size-5 accent-ink" />
                      <span>{unfold}</span>
                    </label>
                  )}
                </span>
              </th>
            </tr>
            {items.map((item) => (
              <DayRow
                key={item.id}
                {...item}
                court={courts[item.courtId] ?? ''}
                href={`${itemHref}${item.id}`}
                moveHref={moveHref === null ? null : `${moveHref}${item.id}`}
                words={words}
              />
            ))}
          </tbody>
        ))}
        <tfoot className="border-line border-t font-strong">
          <tr>
            <td colSpan={2} className="h-10 px-3">
              {count}
            </td>
            <td colSpan={4} className="px-3 text-right">
              {owed}
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
