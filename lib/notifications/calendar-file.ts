import ical, { ICalCalendarMethod } from 'ical-generator';
import { oneLine } from '@/lib/kept-text';

type Game = {
  reservationId: string;
  clubName: string;
  courtName: string;
  address: string;
  startsAt: Date;
  endsAt: Date;
  reservationUrl: string;
};

/** A reservation as an iCalendar file (RFC 5545); its UID stays, so that a later file replaces the entry. */
export function calendarFile(game: Game): string {
  const calendar = ical({ name: 'Pista', method: ICalCalendarMethod.PUBLISH, prodId: '//Pista//Pista//ES' });
  calendar.createEvent({
    id: `${game.reservationId}@pista`,
    summary: oneLine(`${game.clubName} · ${game.courtName}`),
    location: oneLine(game.address),
    start: game.startsAt,
    end: game.endsAt,
    stamp: game.startsAt,
    url: game.reservationUrl,
  });
  return calendar.toString();
}
