import { clsx } from 'clsx';
import {
  Ban,
  Check,
  ClockAlert,
  Footprints,
  LockKeyhole,
  type LucideIcon,
  MailWarning,
  Phone,
  StickyNote,
  Wrench,
} from 'lucide-react';
import type { Route } from 'next';
import { formatSpan } from '@/lib/core/i18n/format';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardWords } from './board-words';
import { type FixedReason, whyFixed } from './fixed-reason';
import { HoldLeft } from './hold-left';
import { kindOf } from './item-kind';
import { isLate, lateFrom } from './late-arrival';
import { nameOf } from './item-name';
import { stateOf } from '@/components/admin/item-state';
import { MoneyState } from '@/components/admin/money-state';

type Props = {
  item: BoardItem;
  place: { at: number; len: number };
  href: Route;
  /** Epoch ms. */
  now: number;
  /** Drawn back, as what a filter does not show is. */
  isFiltered: boolean;
  /** Why nothing on this board may be moved. Null where it may. */
  allFixed: FixedReason | null;
  words: BoardWords;
};

/** One item on the board. Its text is its name for screen readers; what a short one has no room for is only read. */
export function ItemCard({ item, place: { at, len }, href, now, isFiltered, allFixed, words }: Props) {
  const { t, locale, timeZone } = words;
  const kind = kindOf(item);
  const state = stateOf(item);
  const isQuiet = isFiltered || item.endsAt <= now || state === 'no_show';
  const fixed = allFixed ?? whyFixed(item);
  const name = kind === 'held' ? t('state_held') : nameOf(item, words);
  return (
    <li
      className={clsx('board-item', `kind-${kind} at-${at} len-${len}`, {
        owes: !isQuiet && (state === 'owed' || state === 'part'),
        'is-quiet': isQuiet,
        'is-late': isLate(item, now),
      })}
      data-at={at}
      data-len={len}
      data-item={item.id}
      data-stop={item.id}
      data-name={name}
      data-revision={item.revision}
      data-price={item.priceMinor}
      data-fixed={fixed}
      data-late={lateFrom(item) ?? undefined}
      data-until={item.endsAt}
      data-sold={item.kind === 'booking' || item.kind === 'walk_in' ? '' : undefined}
      data-free={state === 'no_show' ? '' : undefined}
    >
      <a href={href} className="board-card" draggable={false}>
        <span className="card-name">{name}</span>
        <span className="card-time text-soft">
          <span className="figures">{formatSpan(item.startsAt, item.endsAt, locale, timeZone)}</span>
          <KindIcon item={item} words={words} />
        </span>
        {kind === 'blocked' && item.note && <span className="truncate text-soft">{item.note}</span>}
        <span className="card-foot">
          {item.holdExpiresAt === null ? (
            kind !== 'blocked' && <MoneyState item={item} look="card" />
          ) : (
            <HoldLeft remainingMs={item.holdExpiresAt - now} label={t('holdLeft', { left: '{left}' })} />
          )}
          <Marks item={item} words={words} />
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
}

const KIND_ICONS = {
  desk: { icon: Phone, words: 'legend_desk' },
  walkIn: { icon: Footprints, words: 'kind_walk_in' },
  blocked: { icon: Ban, words: 'kind_block' },
} as const;

function KindIcon({ item, words: { t } }: { item: BoardItem; words: BoardWords }) {
  const kind = kindOf(item);
  if (kind === 'online' || kind === 'held') return null;
  const { icon, words } = KIND_ICONS[kind];
  return item.kind === 'maintenance' ? (
    <Mark icon={Wrench} label={t('kind_maintenance')} />
  ) : (
    <Mark icon={icon} label={t(words)} />
  );
}

function Marks({ item, words: { t } }: { item: BoardItem; words: BoardWords }) {
  const arrived = item.players.filter(({ checkedInAt }) => checkedInAt !== null).length;
  return (
    <span className="ml-auto inline-flex items-center gap-1 text-soft">
      {item.players.length > 0 && (
        <span className="sr-only">{t('playersIn', { count: item.players.length, arrived })}</span>
      )}
      {item.note && kindOf(item) !== 'blocked' && <Mark icon={StickyNote} label={t('hasNote')} />}
      {item.locked && <Mark icon={LockKeyhole} label={t('locked')} />}
      {item.isUntold && <Mark icon={MailWarning} label={t('untoldMark')} className="text-danger-text" />}
      {lateFrom(item) !== null && (
        <span className="late-mark">
          <Mark icon={ClockAlert} label={t('late')} className="text-danger-text" />
        </span>
      )}
      {item.checkedInAt !== null && <Mark icon={Check} label={t('arrived')} className="text-ok-text" />}
    </span>
  );
}

function Mark({ icon: Icon, label, className }: { icon: LucideIcon; label: string; className?: string }) {
  return (
    <>
      <Icon aria-hidden className={clsx('size-3 shrink-0', className)} />
      <span className="sr-only">{label}</span>
    </>
  );
}
