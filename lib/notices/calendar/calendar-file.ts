import { instantsOf, isoWithOffset, localDateOf, minuteOfDay } from '@/lib/core/time';
import { senderAddress } from '@/lib/services/resend/resend';
import { contentLines, quotedParameter, textValue } from './content-lines';
import { zoneComponent } from './zone-component';

export type CalendarGame = {
  reservationId: string;
  /** `reservations.revision`. A calendar replaces its entry when the number is higher. */
  revision: number;
  changedAt: Date;
  clubName: string;
  courtName: string;
  address: string;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
  reservationUrl: string;
};

/** A mail invites to the game or cancels it, and a downloaded file only publishes it (RFC 5546, 3.2). */
export type CalendarMessage = {
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  /** The recipient of the mail. A downloaded file names nobody. */
  attendee: { name: string; email: string } | null;
  /** When this file was made. */
  stampedAt: Date;
};

/**
 * A reservation as an iCalendar file (RFC 5545). Its UID stays the same, so that a later file changes the same entry.
 */
export function calendarFile(game: CalendarGame, message: CalendarMessage): string {
  const { startsAt, endsAt, timeZone } = game;
  return contentLines([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Pista//Pista//EN',
    `METHOD:${message.method}`,
    ...zoneComponent(timeZone, startsAt.getTime(), endsAt.getTime()),
    ...eventOf(game, message),
    'END:VCALENDAR',
  ]);
}

function eventOf(game: CalendarGame, { method, attendee, stampedAt }: CalendarMessage): string[] {
  const [starts, ends] = wallTimes(game);
  return [
    'BEGIN:VEVENT',
    `UID:${game.reservationId}@pista`,
    `SEQUENCE:${game.revision}`,
    `DTSTAMP:${utc(stampedAt)}`,
    `LAST-MODIFIED:${utc(game.changedAt)}`,
    `DTSTART${starts}`,
    `DTEND${ends}`,
    `SUMMARY:${textValue(`${game.clubName} · ${game.courtName}`)}`,
    `LOCATION:${textValue(game.address)}`,
    `URL:${game.reservationUrl}`,
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    `ORGANIZER;CN=${quotedParameter(game.clubName)}:${mailto(senderAddress())}`,
    ...(attendee ? [attendeeLine(attendee)] : []),
    'END:VEVENT',
  ];
}

/** No answer is requested, since the person booked the game. */
const attendeeLine = ({ name, email }: NonNullable<CalendarMessage['attendee']>): string =>
  `ATTENDEE;CN=${quotedParameter(name || email)};PARTSTAT=ACCEPTED;RSVP=FALSE:${mailto(email)}`;

/** Start and end on the club's clock, or in UTC in the hour that comes twice, about which calendars disagree. */
function wallTimes({ startsAt, endsAt, timeZone }: CalendarGame): string[] {
  const times = [startsAt.getTime(), endsAt.getTime()];
  const isNamed = times.every(
    (ms) => instantsOf(localDateOf(ms, timeZone), minuteOfDay(ms, timeZone), timeZone).length === 1,
  );
  if (!isNamed) return times.map((ms) => `:${utc(new Date(ms))}`);
  return times.map((ms) => `;TZID=${timeZone}:${stamp(isoWithOffset(ms, timeZone))}`);
}

const stamp = (iso: string) => iso.slice(0, 19).replace(/[-:]/g, '');
const utc = (at: Date) => `${stamp(at.toISOString())}Z`;

/** `?`, `&` and `#` of an address would begin another part of the URI (RFC 6068, 2). */
const mailto = (address: string) => `mailto:${encodeURIComponent(address).replaceAll('%40', '@')}`;
