import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Visitor } from '@/lib/core/context';
import { seal, unseal } from '@/lib/core/seal';
import { readVisitorCookie } from '../session-cookie';

/** How long a browser is known after its first page, or the last link of a mail that was opened in it. */
export const VISITOR_SECONDS = 90 * 86_400;
/** How many mailed links a browser remembers. A cookie has 4 KB. */
const MOST_BOOKINGS = 20;
const PURPOSE = 'visitor';

const visitorSchema = z.strictObject({ visitorId: z.uuid(), bookings: z.array(z.uuid()).max(MOST_BOOKINGS) });

export const newVisitor = (): Visitor => ({ visitorId: randomUUID(), bookings: [] });

/** The same browser with one more booking whose link was opened in it. */
export const withBooking = ({ visitorId, bookings }: Visitor, reservationId: string): Visitor => ({
  visitorId,
  bookings: [reservationId, ...bookings.filter((id) => id !== reservationId)].slice(0, MOST_BOOKINGS),
});

/** The value of a visitor's cookie, which only we can make or read. */
export const sealVisitor = (visitor: Visitor): string => seal(PURPOSE, JSON.stringify(visitor));

/** The visitor of a request. Null without a cookie that we made. */
export function readVisitor(headers: Headers): Visitor | null {
  const sealed = readVisitorCookie(headers);
  if (sealed === null) return null;
  try {
    return visitorSchema.parse(JSON.parse(unseal(PURPOSE, sealed)));
  } catch {
    // A forged cookie, or one sealed under an old secret.
    return null;
  }
}
