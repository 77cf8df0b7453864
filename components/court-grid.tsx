'use client';

import { clsx } from 'clsx';
import { type FocusEvent, type MouseEvent, useEffect, useRef, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { ChosenStart } from './chosen-start';
import type { Cell, Grid } from './court-grid-cells';
import { moveFocus } from './court-grid-focus';
import { Callout } from './ui/callout';

/** What each start says and costs, in the page's language, by the value its button sends. */
export type StartWords = { label: string; bubble: string; summary: string; book: string };

type Props = {
  grid: Grid;
  words: Readonly<Record<string, StartWords>>;
  caption: string;
  labels: { court: string; taken: string; now: string; chosen: string; gone: string };
  /** The start that the address names, chosen from the beginning. */
  chosenValue: string | null;
  /** The asked time, brought into view. */
  askedTime: string | null;
};

/**
 * Courts × starts. A tap chooses a start and the cell grows to the whole booking; a second tap, or Enter, holds it.
 * Arrow keys move between starts. Without scripts every start is a button that holds at once.
 */
export function CourtGrid({ grid, words, caption, labels, chosenValue, askedTime }: Props) {
  const [picked, setPicked] = useState(chosenValue);
  const [focused, setFocused] = useState<string | null>(null);
  const { pending } = useFormStatus();
  const table = useRef<HTMLTableElement>(null);
  // The day is drawn anew while others book from it: what was a start may be none any more.
  const isStart = (value: string | null): value is string => value !== null && value in words;
  const chosen = isStart(picked) ? picked : null;
  const tabStop = [focused, chosen, firstStart(grid)].find(isStart);
  const askedColumn = grid.columns.findIndex(({ time }) => time === askedTime);

  useEffect(() => {
    const column = table.current?.querySelector(`thead th:nth-child(${Math.max(1, askedColumn) + 1})`);
    const box = table.current?.parentElement;
    if (askedColumn > 0 && box && column instanceof HTMLElement)
      box.scrollLeft = column.offsetLeft - box.clientWidth / 2;
  }, [askedColumn]);

  // A key press has no click count; a first tap only chooses.
  const choose = (event: MouseEvent<HTMLButtonElement>) => {
    const { value } = event.currentTarget;
    if (!pending && (event.detail === 0 || value === chosen)) return;
    event.preventDefault();
    if (!pending) setPicked(value);
  };

  const noteFocus = ({ target }: FocusEvent) => {
    if (target instanceof HTMLButtonElement) setFocused(target.value);
  };

  return (
    <>
      <div className="relative overflow-x-auto pt-6 pb-2">
        <table
          ref={table}
          onKeyDown={moveFocus}
          onFocus={noteFocus}
          className="w-full border-separate border-spacing-x-px border-spacing-y-1"
        >
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky left-0 z-10 bg-paper text-left">
                <span className="sr-only">{labels.court}</span>
              </th>
              {grid.columns.map(({ startsAt, time }, index) => (
                <th
                  key={startsAt}
                  scope="col"
                  className={clsx(
                    'figures h-7 min-w-8 whitespace-nowrap text-left align-bottom font-normal text-note',
                    index === askedColumn ? 'font-strong text-court-text' : 'text-ink-soft',
                  )}
                >
                  {index === grid.nowColumn ? (
                    <span className="font-strong text-clay-text">{labels.now}</span>
                  ) : (
                    <span className={time.endsWith(':00') ? 'inline-block w-0' : 'sr-only'}>{time}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grid.rows.map((row) => (
              <tr key={row.courtId}>
                <th
                  scope="row"
                  className="sticky left-0 z-10 max-w-36 truncate bg-paper pr-3 text-left font-strong"
                >
                  {row.name}
                </th>
                {visibleCells(row.cells, chosen, grid.span).map(({ cell, column, grown }) => (
                  <td
                    key={column}
                    colSpan={grown ? grid.span : 1}
                    className={clsx('h-11 p-0', column === grid.nowColumn && 'border-clay border-l-2')}
                  >
                    {cell.kind === 'start' ? (
                      <button
                        type="submit"
                        name="slot"
                        value={cell.value}
                        data-column={column}
                        tabIndex={cell.value === tabStop ? 0 : -1}
                        aria-label={words[cell.value]?.label}
                        aria-pressed={grown}
                        onClick={choose}
                        className={clsx(
                          'group/start figures relative flex h-11 w-full items-center justify-center whitespace-nowrap rounded-sm border text-note transition-colors',
                          grown
                            ? 'border-court bg-court font-strong text-on-court'
                            : 'border-court/45 bg-court-tint hover:z-10 hover:bg-court focus-visible:z-10 focus-visible:bg-court',
                        )}
                      >
                        <span className={grown ? '' : BUBBLE}>{words[cell.value]?.bubble}</span>
                      </button>
                    ) : (
                      <span className={clsx('block h-11 rounded-sm', FILLS[cell.kind])}>
                        {cell.kind === 'taken' && <span className="sr-only">{labels.taken}</span>}
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div role="status" className="sticky bottom-3 z-20 mt-3">
        {chosen && words[chosen] && (
          <ChosenStart
            value={chosen}
            label={labels.chosen}
            summary={words[chosen].summary}
            book={words[chosen].book}
          />
        )}
        {picked && !chosen && <Callout tone="held" title={labels.gone} />}
      </div>
    </>
  );
}

const FILLS = { free: 'border border-line border-dashed', taken: 'bg-line', closed: '' } as const;

/** Time and price over a start that the pointer or the keyboard is on. */
const BUBBLE =
  'pointer-events-none absolute bottom-full mb-1 hidden rounded-sm bg-ink px-2 py-0.5 text-paper group-hover/start:block group-focus-visible/start:block';

function firstStart({ rows }: Grid): string | null {
  const start = rows.flatMap(({ cells }) => cells).find((cell) => cell.kind === 'start');
  return start?.kind === 'start' ? start.value : null;
}

/** The cells of a row, the chosen one grown over those its booking covers. */
function visibleCells(cells: readonly Cell[], chosen: string | null, span: number) {
  const from = cells.findIndex((cell) => cell.kind === 'start' && cell.value === chosen);
  return cells.flatMap((cell, column) => {
    if (from !== -1 && column > from && column < from + span) return [];
    return [{ cell, column, grown: column === from }];
  });
}
