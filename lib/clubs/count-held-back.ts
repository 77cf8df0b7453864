import { listBusy } from '@/lib/availability/busy';
import { listStartsOn } from '@/lib/availability/list-starts-on';
import { asAtDesk } from '@/lib/availability/slots';
import type { Club } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { addDays, dayBounds, localDateOf } from '@/lib/core/time';

const DAYS = 14;

/**
 * How many starts of the next fourteen days the gap rule holds back, or would, as the courts are booked now. Each of
 * them would leave a stretch that nobody can buy.
 */
export async function countHeldBack(club: Club, nowMs: number): Promise<number> {
  const today = localDateOf(nowMs, club.timeZone);
  const dates = Array.from({ length: DAYS }, (_, day) => addDays(today, day));
  const busy = await listBusy(
    dayBounds(addDays(today, -1), club.timeZone).startsAt,
    dayBounds(addDays(today, DAYS + 1), club.timeZone).endsAt,
    club.courts.map(({ id }) => id),
  );
  const open = asAtDesk(club);
  const [free, ruled] = [
    { ...open, gapRule: false },
    { ...open, gapRule: true },
  ];
  let heldBack = 0;
  for (const court of club.courts) {
    const taken = busy.get(court.id) ?? [];
    if (taken.length === 0) continue;
    for (const date of dates.filter((day) => isSoldOn(court, day)))
      for (const minutes of club.durationsMinutes) {
        const count = (rules: Club) => listStartsOn(rules, taken, date, minutes, nowMs).length;
        heldBack += count(free) - count(ruled);
      }
  }
  return heldBack;
}
