import { addDays, isLocalDate, weekdayOf } from '@/lib/core/time';
import { isGame } from '@/lib/ledger/game';
import { type BookFields, bookFields, untilMinutes } from './book-form';

/** How long a series runs unless somebody says otherwise. */
const USUAL_DAYS = 12 * 7;

/** What is typed to book once, as the address of the page of series asks for it every week. */
export const repeatFormSchema = bookFields.transform((typed) => ({
  club: typed.club,
  search: new URLSearchParams(weekly(typed)),
}));

function weekly(typed: BookFields): Record<string, string> {
  const { court, kind, date, time, duration, customerId, name, title, note, price, reason } = typed;
  const isSold = isGame({ kind });
  return {
    kind: isSold ? 'booking' : kind,
    court,
    every: '1',
    start: time,
    length: isSold ? duration : String(untilMinutes(typed)),
    ...(isLocalDate(date) && {
      weekday: String(weekdayOf(date)),
      from: date,
      until: addDays(date, USUAL_DAYS),
    }),
    ...(isSold && { who: name, price, reason }),
    ...(isSold && customerId !== '' && { customer: customerId, named: name }),
    title: isSold ? '' : title,
    note,
  };
}
