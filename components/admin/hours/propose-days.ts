import { listHolidays } from '@/lib/clubs/holidays/list-holidays';
import { seasonsOf } from '@/lib/clubs/set-up/opening-hours-list';
import type { Day } from '@/lib/clubs/set-up/special-days-list';
import type { OpeningHours } from '@/lib/catalogue/catalogue';
import { fieldsOfDay, type SpecialDayFields } from './days-fields';

/** What the holidays of a region or town would be like at a club. */
export type Proposal = { region: string; year: number; as: 'closed' | 'sunday' };

const SUNDAY = 7;

/**
 * Days with the holidays of a proposal that are not among them yet, in order, to be looked at and saved. Those of a club
 * without hours on Sundays are closed.
 */
export function proposeDays(
  days: readonly Day[],
  hours: readonly OpeningHours[],
  proposal: Proposal | null,
): SpecialDayFields[] {
  const known = new Set(days.map(({ date }) => date));
  const holidays = proposal ? listHolidays(proposal.region, proposal.year) : [];
  const onSunday = seasonsOf(hours)
    .filter(({ valid_from }) => valid_from === null)
    .flatMap((season) => season.days.filter(({ weekday }) => weekday === SUNDAY))
    .map(({ opens, closes }) => ({ opens, closes }));
  const windows = proposal?.as === 'sunday' ? onSunday : [];
  const proposed = holidays
    .filter(({ date }) => !known.has(date))
    .map(({ date, name, kind }) => ({
      ...fieldsOfDay({ date, name, closed: windows.length === 0, holiday: true, windows }),
      note: kind,
    }));
  return [...days.map(fieldsOfDay), ...proposed].toSorted((a, b) => a.date.localeCompare(b.date));
}
