import { clsx } from 'clsx';
import { memo } from 'react';
import { MoneyMark } from '@/components/admin/money-mark';
import type { ViewWords } from './board-words';
import { HoldLeft } from './hold-left';
import { Mark } from './sign';
import type { Place } from './view/board-view';
import type { ItemView } from './view/item-view';

type Props = ItemView & Place & { href: string; words: ViewWords };

/**
 * One item on the board. Its text is its name for screen readers; what a short one has no room for is only read. It is
 * drawn again only when something of it changed.
 */
export const ItemCard = memo(function ItemCard({ href, words, ...item }: Props) {
  const { at, len, kind, state, fixed } = item;
  const isQuiet = item.isFiltered || item.isPast || state === 'no_show';
  const name = kind === 'held' ? words.state_held : item.name;
  return (
    <li
      className={clsx('board-item', `kind-${kind} at-${at} len-${len}`, {
        owes: !isQuiet && (state === 'owed' || state === 'part'),
        'is-quiet': isQuiet,
        'is-late': item.isLate,
      })}
      data-at={at}
      data-len={len}
      data-item={item.id}
      data-stop={item.id}
      data-name={name}
      data-revision={item.revision}
      data-price={item.priceMinor}
      data-fixed={fixed}
      data-late={item.lateFrom}
      data-until={item.lateUntil}
      data-begins={item.startsAt}
      data-ends={item.endsAt}
      data-state={state}
      data-here={item.hasArrived && ''}
      data-locked={item.isLocked && ''}
      data-sold={item.isSold ? '' : undefined}
      data-free={state === 'no_show' ? '' : undefined}
    >
      <a href={href} className="board-card" draggable={false}>
        <span className="card-name">{name}</span>
        <span className="card-time text-soft">
          <span className="figures">{`${item.from}–${item.until}`}</span>
          <KindMark item={item} words={words} />
        </span>
        {kind === 'blocked' && item.note && <span className="truncate text-soft">{item.note}</span>}
        <span className="card-foot">
          {item.holdLeftMs === undefined ? (
            kind !== 'blocked' && <MoneyMark state={state} owed={item.owed} words={words} look="card" />
          ) : (
            <HoldLeft remainingMs={item.holdLeftMs} label={words.holdLeft} />
          )}
          {hasMarks(item) && <Marks item={item} words={words} />}
        </span>
      </a>
      {fixed === undefined && (
        <>
          <span aria-hidden className="board-grip is-top" />
          <span aria-hidden className="board-grip" />
        </>
      )}
    </li>
  );
});

type MarkProps = { item: ItemView; words: ViewWords };

function KindMark({ item: { kind, state }, words }: MarkProps) {
  switch (kind) {
    case 'desk':
      return <Mark name="desk" label={words.legend_desk} />;
    case 'walkIn':
      return <Mark name="walkIn" label={words.kind_walk_in} />;
    case 'series':
      return <Mark name="series" label={words.legend_series} />;
    case 'blocked':
      return state === 'maintenance' ? (
        <Mark name="maintenance" label={words.kind_maintenance} />
      ) : (
        <Mark name="block" label={words.kind_block} />
      );
    default:
      return null;
  }
}

const hasMarks = (item: ItemView): boolean =>
  Boolean(item.players || item.note || item.isLocked || item.isUntold || item.isOutside || item.hasArrived) ||
  item.lateFrom !== undefined;

function Marks({ item, words }: MarkProps) {
  return (
    <span className="ml-auto inline-flex items-center gap-1 text-soft">
      {item.players && <span className="sr-only">{item.players}</span>}
      {item.note && item.kind !== 'blocked' && <Mark name="note" label={words.hasNote} />}
      {item.isLocked && <Mark name="locked" label={words.locked} />}
      {item.isUntold && <Mark name="untold" label={words.untoldMark} className="size-3 text-danger-text" />}
      {item.isOutside && <Mark name="outside" label={words.outside} className="size-3 text-danger-text" />}
      {item.lateFrom !== undefined && (
        <span className="late-mark">
          <Mark name="late" label={words.late} className="size-3 text-danger-text" />
        </span>
      )}
      {item.hasArrived && <Mark name="arrived" label={words.arrived} className="size-3 text-ok-text" />}
    </span>
  );
}
