import { freeStarts } from '@/components/planner/book/free-starts';
import type { PlannerWish } from '@/components/planner/planner-address';
import { OCCUPYING } from '@/db/schema';
import type { Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type LocalDate, MINUTE_MS } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import { getPlanner, type Planner } from '@/lib/desk/get-planner';

type Move = {
  item: BoardItem;
  target: { court: Court; date: LocalDate; minutes: number; starts: readonly number[] };
};

/**
 * The booking of this board that the address asks to move, with the free starts of where it shall go. Null when it
 * asks for none, or for one that is not here.
 */
export async function findMove(ctx: Context, planner: Planner, wish: PlannerWish): Promise<Move | null> {
  const { club } = planner;
  const item = planner.items.find(({ id }) => id === wish.move);
  const court = club.courts.find(({ id }) => id === (wish.to ?? item?.courtId)) ?? club.courts[0];
  if (!item || !court) return null;
  const minutes = wish.minutes ?? (item.endsAt - item.startsAt) / MINUTE_MS;
  const date = wish.on ?? planner.date;
  const there = await getPlanner(ctx, String(club.id), { date, view: 'day', courtId: court.id });
  const taken = there.items.filter(
    ({ id, status }) => id !== item.id && OCCUPYING.some((occupying) => occupying === status),
  );
  const starts = freeStarts(there.windows, taken, minutes, club.stepMinutes);
  return { item, target: { court, date, minutes, starts } };
}
