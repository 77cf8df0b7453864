import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { visitorOf } from '@/lib/auth/visitors/own-booking';
import { cookieOptions, visitorCookieName } from '@/lib/auth/session-cookie';
import { readSignedToken } from '@/lib/auth/signed-token';
import { newVisitor, sealVisitor, VISITOR_SECONDS, withBooking } from '@/lib/auth/visitors/visitor-cookie';
import { redirect } from '@/lib/core/i18n/navigation';
import { recognise, visitContext } from '@/lib/web/page-context';

/** The link of a mail to one booking without an account. It lets this browser open, move and cancel that booking. */
export async function GET(_request: Request, { params }: { params: Promise<{ token: string }> }) {
  const [{ token }, incoming, jar] = await Promise.all([params, headers(), cookies()]);
  const reservationId = readSignedToken('booking', token);
  if (reservationId === null) notFound();
  const { actor, locale } = await recognise(visitContext(incoming), incoming);
  const visitor = withBooking(visitorOf(actor) ?? newVisitor(), reservationId);
  jar.set(visitorCookieName(), sealVisitor(visitor), { ...cookieOptions(), maxAge: VISITOR_SECONDS });
  redirect({ href: `/reservations/${reservationId}`, locale });
}
