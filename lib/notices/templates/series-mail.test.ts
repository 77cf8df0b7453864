import { describe, expect, test } from 'vitest';
import { SERIES_NOTICE_KINDS } from '@/db/schema';
import type { SeriesFacts } from '@/lib/notices/notice-facts';
import { renderNotice, renderText } from './render-notice';
import { countSegments, MAX_SEGMENTS } from './text-segments';

const dates = ['15', '22'].map((day) => ({
  reservationId: day,
  dateInWords: `Friday, ${day} December 2023`,
  hours: '10:00–11:30',
  courtName: `Court ${day}`,
  price: '€45.00',
}));

const facts: SeriesFacts = {
  readBy: 'account',
  playerName: 'John <Doe>',
  clubName: 'Club Norte',
  clubPhone: '+34910000000',
  clubEmail: null,
  address: 'Calle de Alcalá 1, Madrid',
  mapUrl: 'https://www.openstreetmap.org/',
  timeZone: 'Europe/Madrid',
  startsAt: new Date('2023-12-15T09:00:00Z'),
  shortDay: 'Fri 15 Dec',
  moment: 'Friday 15 December, 10:00',
  startTime: '10:00',
  zoneName: 'Central European Time',
  dates,
  total: '€90.00',
  cancelRefund: null,
  deskRefund: null,
  givenBackBefore: null,
  bankDecides: false,
  paidAtDesk: false,
  bookingsUrl: 'https://pista.test/en/reservations',
};

describe.each(SERIES_NOTICE_KINDS.map((kind) => [kind]))('%s', (kind) => {
  test.each(['es', 'en'] as const)(
    'names in %s each date with its court, and what they cost',
    async (locale) => {
      const { subject, html, text } = await renderNotice({ kind, facts }, locale);
      expect(subject).toContain('Club Norte');
      expect(subject).toMatch(/: 2 (fechas|dates) .*Friday 15 December, 10:00$/);
      for (const { dateInWords, courtName } of dates) {
        expect(text).toContain(dateInWords);
        expect(text).toContain(courtName);
      }
      expect(text).toContain('€90.00');
      expect(html).toContain(facts.bookingsUrl);
      expect(html).not.toMatch(/<Doe>|undefined|null|NaN|\[object/);
      const sms = renderText({ kind, facts }, locale);
      expect(sms).toMatch(/2 (fechas|dates)\. Club Norte, (desde el|from) Fri 15 Dec, 10:00/);
      expect(sms).toContain(facts.bookingsUrl);
      expect(countSegments(sms)).toBeLessThanOrEqual(MAX_SEGMENTS);
    },
  );
});

test('who has no account is led to no page, and is told whom to ask', async () => {
  const customer = { ...facts, readBy: 'customer' as const };
  const { html, text } = await renderNotice({ kind: 'series_booked', facts: customer }, 'en');
  expect(html).not.toContain(facts.bookingsUrl);
  expect(text).toContain('To change or cancel dates, ask Club Norte: +34910000000.');
  expect(renderText({ kind: 'series_booked', facts: customer }, 'en')).toContain('+34910000000');
});

test.each([
  ['es', 'Te devolvemos €60.00 a la tarjeta'],
  ['en', 'We are sending €60.00 back to the card'],
] as const)('cancelled dates say in %s what goes back', async (locale, back) => {
  const given = { ...facts, cancelRefund: '€60.00' };
  expect((await renderNotice({ kind: 'series_cancelled', facts: given }, locale)).text).toContain(back);
});

test('one date of a series is no plural', async () => {
  const one = { ...facts, dates: dates.slice(0, 1) };
  const { subject } = await renderNotice({ kind: 'series_booked', facts: one }, 'es');
  expect(subject).toBe('Reserva hecha: 1 fecha en Club Norte, desde el Friday 15 December, 10:00');
});
