import { getTranslations } from 'next-intl/server';
import type { ReservationKind } from '@/db/schema';

type Booking = { customerName: string | null; title: string | null; bookingKind: ReservationKind | null };

/** For whom money came or is owed, in a name or else in the kind of the booking. */
export async function payerOf({ customerName, title, bookingKind }: Booking): Promise<string> {
  const t = await getTranslations('board');
  return customerName ?? title ?? t(`kind_${bookingKind ?? 'booking'}`);
}
