import { clsx } from 'clsx';
import { memo } from 'react';
import { MoneyMark } from '@/components/admin/money-mark';
import { fill } from '@/components/planner/desk/board-config';
import type { ViewWords } from './board-words';
import type { ItemKind } from './item-kind';
import { Mark, Sign } from './sign';
import type { ItemView } from './view/item-view';

type Props = ItemView & { court: string; href: string; moveHref: string | null; words: ViewWords };

const CELL = 'h-10 px-3 py-1.5';

/** One reservation of a day. Its edge tells its kind, and its name or state says it too. */
export const DayRow = memo(function DayRow({ court, href, moveHref, words, ...item }: Props) {
  const { name, players, isPast } = item;
  return (
    <tr
      className={clsx('border-line border-t', isPast && 'text-soft')}
      data-row={item.id}
      data-court={item.courtId}
      data-name={name}
      data-revision={item.revision}
      data-begins={item.startsAt}
      data-ends={item.endsAt}
      data-state={item.state}
      data-here={item.hasArrived && ''}
      data-locked={item.isLocked && ''}
    >
      <th scope="row" className={clsx(CELL, 'whitespace-nowrap font-normal')}>
        <span className={isPast ? undefined : 'font-strong'}>{item.from}</span>
        <span className="max-md:hidden">–</span>
        <span className="max-md:block max-md:text-soft">{item.until}</span>
      </th>
      <td className={clsx(CELL, 'max-md:hidden')}>{court}</td>
      <td className={clsx(CELL, 'max-md:w-full')}>
        <span className="flex items-stretch gap-2">
          <span aria-hidden className={clsx('w-1 shrink-0 rounded-full', EDGES[item.kind])} />
          <span className="min-w-0">
            <a href={href} className={clsx('block break-words hover:underline', !isPast && 'font-strong')}>
              {name}
            </a>
            <span className="block text-soft md:hidden">{[court, players].filter(Boolean).join(' · ')}</span>
          </span>
        </span>
      </td>
      <td className={clsx(CELL, 'max-md:hidden')}>{players}</td>
      <td className={clsx(CELL, 'max-w-56 truncate text-soft max-lg:hidden')}>{item.note}</td>
      <td className={clsx(CELL, 'text-right')}>
        <span className="inline-flex items-center gap-2">
          <MoneyMark state={item.state} owed={item.owed} words={words} />
          {item.isUntold && (
            <Mark name="untold" label={words.untoldMark} className="size-4 text-danger-text" />
          )}
          {item.isOutside && (
            <Mark name="outside" label={words.outside} className="size-4 text-danger-text" />
          )}
          {item.isLate && <Mark name="late" label={words.late} className="size-4 text-danger-text" />}
          {item.hasArrived && <Mark name="arrived" label={words.arrived} className="size-4 text-ok" />}
          {moveHref && item.fixed === undefined && (
            <a
              href={moveHref}
              aria-label={fill(words, 'moveLink', { name })}
              className="without-script size-8 rounded-button p-2 text-soft max-md:size-11"
            >
              <Sign name="move" className="size-4" />
            </a>
          )}
          <button
            type="button"
            data-menu
            aria-haspopup="menu"
            aria-label={fill(words, 'menuOf', { name })}
            className="needs-script flex size-8 items-center justify-center rounded-button text-soft hover:bg-sunken max-md:size-11"
          >
            <Sign name="more" className="size-4" />
          </button>
        </span>
      </td>
    </tr>
  );
});

const EDGES: Readonly<Record<ItemKind, string>> = {
  online: 'bg-court',
  desk: 'bg-soft',
  walkIn: 'bg-teal',
  series: 'bg-violet',
  held: 'bg-held',
  blocked: 'hatch',
};
