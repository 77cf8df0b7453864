import { describe, expect, test } from 'vitest';
import { readCalendar } from '@/test/calendar';
import { useSandbox } from '@/test/sandbox';
import { type CalendarGame, type CalendarMessage, calendarFile } from './calendar-file';

useSandbox({ providers: ['resend'] });

const game: CalendarGame = {
  reservationId: '01890a5d-ac96-774b-bcce-b302099a8057',
  revision: 3,
  changedAt: new Date('2026-11-20T08:00:00Z'),
  clubName: 'Club Norte; "Pádel", sección\nB',
  courtName: 'Pista 1',
  address: 'Calle de Alcalá 1, Madrid',
  timeZone: 'Europe/Madrid',
  startsAt: new Date('2026-12-04T17:00:00Z'),
  endsAt: new Date('2026-12-04T18:30:00Z'),
  reservationUrl: 'https://pista.test/es/reservations/01890a5d-ac96-774b-bcce-b302099a8057',
};
const request: CalendarMessage = {
  method: 'REQUEST',
  attendee: { name: 'Ana "la zurda": Ruiz', email: 'ana@example.com' },
  stampedAt: new Date('2026-11-28T05:54:37Z'),
};

describe('the invitation of a mail', () => {
  const made = (changes: Partial<CalendarMessage> = {}) => {
    const file = calendarFile(game, { ...request, ...changes });
    return { file, ...readCalendar(file) };
  };

  test('asks at the level of the calendar, and names no calendar of its own', () => {
    const { file, calendar } = made();
    expect(calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(file).not.toMatch(/^(X-WR-CALNAME|NAME|X-WR-TIMEZONE|TIMEZONE-ID)/m);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
  });

  test('says which game it is, in which state and as of when', () => {
    const { component, event } = made();
    const value = (name: string) => String(component.getFirstPropertyValue(name));
    expect(event.uid).toBe(`${game.reservationId}@pista`);
    expect(event.sequence).toBe(3);
    expect(value('status')).toBe('CONFIRMED');
    expect(value('dtstamp')).toBe('2026-11-28T05:54:37Z');
    expect(value('last-modified')).toBe('2026-11-20T08:00:00Z');
    expect(event.summary).toBe('Club Norte; "Pádel", sección B · Pista 1');
    expect(event.location).toBe(game.address);
    expect(value('url')).toBe(game.reservationUrl);
  });

  test('invites an address of any letters as one address', () => {
    const { component } = made({ attendee: { name: 'Ana', email: 'ana?cc=eva&luis@example.com' } });
    const invited = String(component.getFirstProperty('attendee')?.getFirstValue());
    expect(invited).toBe('mailto:ana%3Fcc%3Deva%26luis@example.com');
    expect(new URL(invited).search).toBe('');
  });

  test('comes from the club and asks nobody for an answer', () => {
    const { component } = made();
    const organizer = component.getFirstProperty('organizer');
    expect(organizer?.getFirstValue()).toBe('mailto:hola@pista.test');
    expect(organizer?.getFirstParameter('cn')).toBe(`Club Norte; 'Pádel', sección B`);
    const attendee = component.getFirstProperty('attendee');
    expect(attendee?.getFirstValue()).toBe('mailto:ana@example.com');
    expect(attendee?.getFirstParameter('cn')).toBe(`Ana 'la zurda': Ruiz`);
    expect(attendee?.getFirstParameter('partstat')).toBe('ACCEPTED');
    expect(attendee?.getFirstParameter('rsvp')).toBe('FALSE');
  });

  test('has lines of at most 75 octets, each ended by CRLF, the last one too and only once', () => {
    const { file } = made();
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(file.endsWith('\r\n\r\n')).toBe(false);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file).not.toContain('\ufffd');
  });
});

test('a name cannot end a line, turn the writing around or begin a property', () => {
  const courtName = 'Pista\u202e 1\r\nATTENDEE:mailto:evil@example.com';
  const clubName = 'A"\r\nMETHOD:CANCEL\u0000;B';
  const { component, calendar } = readCalendar(calendarFile({ ...game, courtName, clubName }, request));
  expect(component.getAllProperties('attendee')).toHaveLength(1);
  expect(calendar.getAllProperties('method')).toHaveLength(1);
  expect(component.getFirstPropertyValue('summary')).toBe(
    'A" METHOD:CANCEL ;B · Pista 1 ATTENDEE:mailto:evil@example.com',
  );
});

test('a game that was called off is a cancellation of the same entry', () => {
  const { calendar, component, event } = readCalendar(
    calendarFile({ ...game, revision: 4 }, { ...request, method: 'CANCEL' }),
  );
  expect(calendar.getFirstPropertyValue('method')).toBe('CANCEL');
  expect(component.getFirstPropertyValue('status')).toBe('CANCELLED');
  expect([event.uid, event.sequence]).toEqual([`${game.reservationId}@pista`, 4]);
});

describe('the club’s wall clock', () => {
  test.each([
    ['Europe/Madrid', '2026-12-04T17:00:00.000Z', '18:00'],
    ['Europe/Madrid', '2026-07-04T17:00:00.000Z', '19:00'],
    ['Europe/Madrid', '2027-03-28T00:30:00.000Z', '01:30'],
    ['Europe/Madrid', '2027-03-28T01:00:00.000Z', '03:00'],
    ['Europe/Madrid', '2026-10-25T02:00:00.000Z', '03:00'],
    ['America/New_York', '2026-11-01T07:30:00.000Z', '02:30'],
    ['America/Mexico_City', '2026-07-04T17:00:00.000Z', '11:00'],
    ['America/Argentina/Buenos_Aires', '2026-07-04T17:00:00.000Z', '14:00'],
    ['Asia/Kolkata', '2026-07-04T17:00:00.000Z', '22:30'],
    ['Australia/Lord_Howe', '2026-12-04T17:00:00.000Z', '04:00'],
    ['Africa/Casablanca', '2027-02-20T17:00:00.000Z', '17:00'],
    ['UTC', '2027-02-20T17:00:00.000Z', '17:00'],
  ])('of %s shows %s as %s, and the zone in the file leads back to it', (timeZone, start, wall) => {
    const startsAt = new Date(start);
    const endsAt = new Date(startsAt.getTime() + 25 * 60_000);
    const read = readCalendar(calendarFile({ ...game, timeZone, startsAt, endsAt }, request));
    expect(read.event.startDate.toString().slice(11, 16)).toBe(wall);
    expect(read.component.getFirstProperty('dtstart')?.getFirstParameter('tzid')).toBe(timeZone);
    expect([read.startsAt, read.endsAt]).toEqual([startsAt, endsAt]);
  });

  test.each([
    ['begins in', '2026-10-25T01:30:00.000Z', 60],
    ['begins and ends in', '2026-10-25T00:30:00.000Z', 60],
    ['ends in', '2026-10-24T23:00:00.000Z', 90],
  ])('cannot name the hour it shows twice: a game that %s it stands in UTC', (_how, start, minutes) => {
    const startsAt = new Date(start);
    const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
    const read = readCalendar(calendarFile({ ...game, startsAt, endsAt }, request));
    expect([read.startsAt, read.endsAt]).toEqual([startsAt, endsAt]);
  });
});
