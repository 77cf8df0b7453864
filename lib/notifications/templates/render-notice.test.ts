import { describe, expect, test } from 'vitest';
import { RESERVATION_NOTICE_KINDS } from '@/db/schema';
import type { ReservationFacts, SlotFacts } from '../notice-facts';
import { renderNotice, renderText } from './render-notice';

const facts: ReservationFacts = {
  playerName: 'John Doe',
  clubName: 'Club Norte',
  courtName: 'Court 1',
  address: 'Calle de Alcalá 1, Madrid',
  date: '2023-12-15',
  dateInWords: 'Friday 15 December 2023',
  startTime: '10:00',
  endTime: '11:30',
  zoneName: 'Central European Time',
  durationMinutes: 90,
  price: '€45.00',
  refund: '€45.00',
  startsAtIso: '2023-12-15T10:00:00+01:00',
  startsAt: new Date('2023-12-15T09:00:00Z'),
  endsAt: new Date('2023-12-15T10:30:00Z'),
  reservationId: '01890a5d-ac96-774b-bcce-b302099a8057',
  reservationUrl: 'https://pista.test/en/reservations/1',
  cancelUrl: 'https://pista.test/en/reservations/1#cancel',
  searchUrl: 'https://pista.test/en/clubs/norte',
  mapUrl: 'https://www.openstreetmap.org/',
};

test('the mail of a club that cancels leads to the reservation, since the club’s own page may be gone', async () => {
  const { html } = await renderNotice({ kind: 'club_closed', facts }, 'en');
  expect(html).toContain(facts.reservationUrl);
  expect(html).not.toContain(facts.searchUrl);
});

describe('a confirmation mail', () => {
  test('spec: test_email_template_rendering — names the player, the day, the time, the court and the duration', async () => {
    const { html, text } = await renderNotice({ kind: 'reservation_confirmation', facts }, 'en');
    for (const fact of ['John Doe', '2023-12-15', '10:00', 'Court 1', '90']) expect(html).toContain(fact);
    for (const fact of ['John Doe', '10:00', 'Court 1', '€45.00', facts.mapUrl, facts.cancelUrl]) {
      expect(text).toContain(fact);
    }
  });

  test('shows what people are called as text, whatever it contains', async () => {
    const playerName = '<script>alert("x")</script>';
    const { html } = await renderNotice(
      { kind: 'reservation_confirmation', facts: { ...facts, playerName } },
      'en',
    );
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe.each(RESERVATION_NOTICE_KINDS)('%s', (kind) => {
  test.each(['es', 'en'] as const)(
    'says in %s what it is about, by mail and by text message',
    async (locale) => {
      const { subject, html, text } = await renderNotice({ kind, facts }, locale);
      expect(subject).toMatch(/^\S.{10,120}\S$/);
      expect(html).toContain(`lang="${locale}"`);
      expect(text).toContain('Club Norte');
      expect(html).not.toMatch(/undefined|null|NaN|\[object/);
      const sms = renderText({ kind, facts }, locale);
      expect(sms).toContain(facts.reservationUrl);
      expect(sms.length).toBeLessThanOrEqual(306);
    },
  );
});

describe('slot_freed', () => {
  const slot: SlotFacts = {
    playerName: 'John Doe',
    city: 'Madrid',
    date: '2023-12-15',
    dateInWords: 'Friday 15 December 2023',
    startTime: '10:00',
    zoneName: 'Central European Time',
    durationMinutes: 90,
    searchUrl: 'https://pista.test/en/courts?city=Madrid&date=2023-12-15&time=10%3A00&duration=90',
  };

  test.each(['es', 'en'] as const)('says in %s where and when, and leads to the search', async (locale) => {
    const about = { kind: 'slot_freed', facts: slot } as const;
    const { subject, html, text } = await renderNotice(about, locale);
    expect(subject).toMatch(/^\S.{10,120}\S$/);
    expect(html).toContain(`lang="${locale}"`);
    expect(html).not.toMatch(/undefined|null|NaN|\[object/);
    for (const fact of ['John Doe', 'Madrid', '10:00', '90', slot.searchUrl]) expect(text).toContain(fact);
    const sms = renderText(about, locale);
    expect(sms).toContain(slot.searchUrl);
    expect(sms.length).toBeLessThanOrEqual(306);
  });
});
