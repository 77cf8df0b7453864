import type { SearchQuery } from '@/components/search/search-query';
import { SlotAlertOffer } from '@/components/search/slot-alert';
import { turnsAt } from '@/lib/availability/in-turn';
import { listSlotAlerts } from '@/lib/alerts/list-slot-alerts';
import { type WatchableStart, type WantedStart, watchableStart } from '@/lib/alerts/watchable-start';
import { readBuyer } from '@/lib/availability/buyer';
import type { ClubSearch } from '@/lib/availability/search-clubs';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { unwatch } from '../actions';
import { watch } from './actions';

type Props = {
  ctx: Context;
  /** The clubs of the city that was asked for. */
  inCity: readonly Club[];
  query: SearchQuery;
  date: string;
  found: ClubSearch;
};

/** Offers an alert for a requested time without a free court. */
export async function MissedStart({ ctx, ...search }: Props) {
  const start = await missedStart(ctx, search);
  if (!start) return null;
  return (
    <SlotAlertOffer
      start={start}
      alert={await findOpen(ctx, start)}
      turns={turnsAt(search.inCity, start.startsAt.getTime(), ctx.now.getTime())}
      sort={search.query.sort}
      watch={watch}
      unwatch={unwatch}
    />
  );
}

/**
 * The requested start, when clubs of the city sell it and no court is left. A search for one kind has none, because
 * alerts are for all kinds.
 */
async function missedStart(
  ctx: Context,
  { inCity, query, date, found }: Omit<Props, 'ctx'>,
): Promise<WatchableStart | null> {
  const { city, time, duration, sport, format, cover, surface } = query;
  if (time === null || sport !== null || format !== null || cover !== null || surface !== null) return null;
  if (found.clubs.some(({ exact }) => exact !== null)) return null;
  const wish = { city, date, time, durationMinutes: duration };
  return watchableStart(inCity, wish, ctx.now, await readBuyer(ctx));
}

async function findOpen(
  ctx: Context,
  wish: WantedStart,
): Promise<{ id: string; email: string; ahead: number } | null> {
  if (ctx.actor.kind !== 'person') return null;
  const open = (await listSlotAlerts(ctx)).find(
    ({ city, club, until, date, time, durationMinutes }) =>
      club === null &&
      until === null &&
      city === wish.city &&
      date === wish.date &&
      time === wish.time &&
      durationMinutes === wish.durationMinutes,
  );
  return open ? { id: open.id, email: ctx.actor.email, ahead: open.ahead } : null;
}
