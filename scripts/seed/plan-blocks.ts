import { openWindows } from '@/lib/availability/open-day';
import type { Club } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, type LocalDate, weekdayOf } from '@/lib/core/time';
import type { BlockPlan } from './club-plan';
import type { SeededClub } from './insert-clubs';

const DAYS_BACK = 14;
const DAYS_AHEAD = 14;

export type Block = {
  courtId: number;
  kind: BlockPlan['kind'];
  title: string;
  startsAt: number;
  endsAt: number;
};

/** The days of the example data, as local dates around today. */
export const datesAround = (today: LocalDate): LocalDate[] =>
  Array.from({ length: DAYS_BACK + DAYS_AHEAD }, (_, index) => addDays(today, index - DAYS_BACK));

/** What takes a club's courts without a sale, in instants. */
export function planBlocks({ plan, club }: SeededClub, today: LocalDate): Block[] {
  return plan.blocks.flatMap((block) =>
    rangesOf(club, block, today).flatMap((range) =>
      club.courts
        .filter((court) => block.courtPositions?.includes(court.position) ?? true)
        .map((court) => ({ courtId: court.id, kind: block.kind, title: block.title, ...range })),
    ),
  );
}

function rangesOf(club: Club, block: BlockPlan, today: LocalDate) {
  if (block.every === 'week') {
    return datesAround(today)
      .filter((date) => block.weekdays.includes(weekdayOf(date)))
      .map((date) => ({
        startsAt: firstInstantOf(date, block.fromMinute, club.timeZone),
        endsAt: firstInstantOf(date, block.untilMinute, club.timeZone),
      }));
  }
  const startsAt = openWindows(club, addDays(today, block.firstDay)).at(0)?.startsAt;
  const endsAt = openWindows(club, addDays(today, block.lastDay)).at(-1)?.endsAt;
  return startsAt === undefined || endsAt === undefined ? [] : [{ startsAt, endsAt }];
}
