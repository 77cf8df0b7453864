import { filtersOf, readBookingsAddress } from '@/components/admin/bookings/bookings-address';
import type { Context } from '@/lib/core/context';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { chooseBookings } from '@/lib/desk/bookings/choose-bookings';
import { orBadPeriod } from './or-bad-period';

type Search = Readonly<Record<string, string | string[] | undefined>>;

/** The bookings that a form of the list named, or all that its filters find. Null for none and for too many. */
export async function readChosen(ctx: Context, club: string, search: Search): Promise<string[] | null> {
  const ids =
    search.all === 'true'
      ? await orBadPeriod(chooseBookings(ctx, club, filtersOf(readBookingsAddress(search))))
      : chosenIds.safeParse([search.id ?? []].flat()).data;
  return ids && ids.length > 0 ? ids : null;
}
