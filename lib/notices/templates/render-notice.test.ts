import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_NOTICE_KINDS,
  LATE_REASONS,
  PLAYER_NOTICE_KINDS,
  REFUND_NOTICE_KINDS,
  SHARES_NOTICE_KINDS,
  RESERVATION_NOTICE_KINDS,
} from '@/db/schema';
import type {
  AccountFacts,
  Content,
  DueFacts,
  PlayerFacts,
  RefundFacts,
  ReservationFacts,
  SlotFacts,
} from '@/lib/notices/notice-facts';
import { renderNotice, renderText } from './render-notice';
import { countSegments, MAX_SEGMENTS } from './text-segments';
import { wordsOf } from './words';

const facts: ReservationFacts = {
  readBy: 'account',
  hasAccount: null,
  playerName: 'John Doe',
  clubName: 'Club Norte',
  clubPhone: '+34910000000',
  clubEmail: null,
  courtName: 'Court 1',
  courts: [
    { sport: 'padel', format: 'double', surface: 'turf', indoor: true, position: 0, isLit: true },
    { sport: 'padel', format: 'double', surface: 'turf', indoor: false, position: 1, isLit: false },
  ],
  address: 'Calle de Alcalá 1, Madrid',
  timeZone: 'Europe/Madrid',
  date: '2023-12-15',
  dateInWords: 'Friday, 15 December 2023',
  day: 'Friday 15 December',
  shortDay: 'Fri 15 Dec',
  moment: 'Friday 15 December, 10:00',
  startTime: '10:00',
  endTime: '11:30',
  zoneName: 'Central European Time',
  durationMinutes: 90,
  price: '€45.00',
  terms: { key: 'free', values: { freeUntil: 'Thursday 14 December, 10:00' } },
  cancelRefund: '€35.00',
  deskRefund: null,
  givenBackBefore: null,
  bankDecides: false,
  paidAtDesk: false,
  court: 'never_theirs',
  startsAtIso: '2023-12-15T10:00:00+01:00',
  startsAt: new Date('2023-12-15T09:00:00Z'),
  endsAt: new Date('2023-12-15T10:30:00Z'),
  revision: 1,
  changedAt: new Date('2023-12-01T09:00:00Z'),
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

const refund: RefundFacts = {
  ...facts,
  refund: '€12.34',
  lateBecause: 'court_taken',
  failureReason: 'declined',
  undecided: false,
};
const WAS = { moment: 'Thursday 14 December, 18:00', courtName: 'Court 9' };
const everyKind = (of: Partial<ReservationFacts> = {}): Content[] => [
  ...RESERVATION_NOTICE_KINDS.map((kind) => ({ kind, facts: { ...facts, ...of } })),
  ...REFUND_NOTICE_KINDS.map((kind) => ({ kind, facts: { ...refund, ...of } })),
  { kind: 'reservation_moved', facts: { ...facts, was: WAS, ...of } },
];

/** What is told to people with or without an account. */
const player: PlayerFacts = {
  ...facts,
  hostName: 'Olga Host',
  leaverName: 'Bea',
  hasAccepted: false,
  gameUrl: 'https://pista.test/en/game/secret',
};
const due: DueFacts = { ...facts, due: '€12.34', payUrl: 'https://pista.test/en/pay/secret', share: null };
const furtherKinds: Content[] = [
  ...PLAYER_NOTICE_KINDS.map((kind) => ({ kind, facts: player })),
  { kind: 'payment_due', facts: due },
  ...SHARES_NOTICE_KINDS.map((kind) => ({ kind, facts: { ...facts, open: '€24.68' } })),
];

describe.each(everyKind().map((about) => [about.kind, about] as const))('%s', (_kind, about) => {
  test.each(['es', 'en'] as const)(
    'says in %s what it is about, by mail and by text message',
    async (locale) => {
      const { subject, html, text } = await renderNotice(about, locale);
      expect(subject).toMatch(/^\S.{10,120}\S$/);
      expect(html).toContain(`lang="${locale}"`);
      expect(text).toContain('Club Norte');
      expect(html).not.toMatch(/undefined|null|NaN|\[object/);
      const sms = renderText(about, locale);
      expect(sms).toContain(facts.reservationUrl);
      expect(sms).toContain('Club Norte');
      expect(countSegments(sms)).toBeLessThanOrEqual(MAX_SEGMENTS);
    },
  );
});

const account: AccountFacts = {
  playerName: 'John Doe',
  dateInWords: 'Friday 15 December 2023',
  time: '10:00',
  zoneName: 'Coordinated Universal Time',
  keyName: 'My <robot>',
  codesLeft: 9,
  accountUrl: 'https://pista.test/en/account',
};

describe.each(ACCOUNT_NOTICE_KINDS.map((kind) => [kind]))('%s', (kind) => {
  test.each(['es', 'en'] as const)(
    'says in %s what happened to the account, when, and what to do',
    async (locale) => {
      const { subject, html, text } = await renderNotice({ kind, facts: account }, locale);
      expect(subject).toMatch(/^\S.{10,120}\S$/);
      expect(html).toContain(`lang="${locale}"`);
      for (const fact of ['Friday 15 December 2023', '10:00']) expect(text).toContain(fact);
      expect(html.includes(account.accountUrl)).toBe(kind !== 'account_erased');
      expect(html).not.toContain('<robot>');
      expect(html).not.toMatch(/undefined|null|NaN|\[object|Club Norte/);
      expect(countSegments(renderText({ kind, facts: account }, locale))).toBeLessThanOrEqual(MAX_SEGMENTS);
    },
  );
});

test.each(['es', 'en'] as const)('keeps every text in %s short, however long the names are', (locale) => {
  const clubName =
    'Club Deportivo y Social de Pádel Nuestra Señora de los Ángeles de la Dehesa Vieja del Río Alberche, Sección de Pádel y Tenis';
  const reservationUrl = `https://reservas.pista.example/${locale}/reservations/${facts.reservationId}`;
  for (const about of everyKind({ clubName, reservationUrl, givenBackBefore: '€45.00' })) {
    const sms = renderText(about, locale);
    expect(sms).toContain(reservationUrl);
    expect(sms).toContain('Club Deportivo');
    expect(countSegments(sms)).toBeLessThanOrEqual(MAX_SEGMENTS);
  }
});

describe('a change of time or court', () => {
  test.each([
    ['es', 'Ahora juegas el Friday 15 December, de 10:00 a 11:30, en Court 1.', 'Antes: '],
    ['en', 'You now play on Friday 15 December, from 10:00 to 11:30, on Court 1.', 'Before: '],
  ] as const)('says in %s what it is now and what it was', async (locale, now, before) => {
    const { text } = await renderNotice({ kind: 'reservation_moved', facts: { ...facts, was: WAS } }, locale);
    expect(text).toContain(now);
    expect(text).toContain(`${before}${WAS.moment}, Court 9.`);
    const unknown = await renderNotice({ kind: 'reservation_moved', facts: { ...facts, was: null } }, locale);
    expect(unknown.text).not.toContain(before);
  });
});

describe('who cannot open the pages of the reservation', () => {
  const ahead = (readBy: ReservationFacts['readBy']): Content[] => [
    { kind: 'reservation_confirmation', facts: { ...facts, readBy } },
    { kind: 'reservation_moved', facts: { ...facts, readBy, was: WAS } },
    { kind: 'club_closed', facts: { ...facts, readBy } },
    { kind: 'player_left', facts: { ...player, readBy } },
  ];

  test('is not led there, and as a booker is told whom to ask', async () => {
    for (const about of ahead('customer')) {
      const { html, text } = await renderNotice(about, 'en');
      expect(html).not.toContain(facts.reservationUrl);
      expect(renderText(about, 'en')).toContain('+34910000000');
      if (about.kind === 'reservation_confirmation' || about.kind === 'reservation_moved')
        expect(text).toContain('To change or cancel it, ask Club Norte: +34910000000.');
    }
  });

  test('is as a player told neither price nor refund', async () => {
    const told: Content[] = [
      ...ahead('player'),
      { kind: 'reservation_cancelled', facts: { ...facts, readBy: 'player' } },
      { kind: 'player_invited', facts: { ...player, readBy: 'player' } },
    ];
    for (const about of told.filter(({ kind }) => kind !== 'club_closed')) {
      const { html } = await renderNotice(about, 'en');
      expect(html).not.toMatch(/€|#cancel/);
    }
  });

  test('says with one click that they cannot come, or pays', async () => {
    const asked = await renderNotice(
      { kind: 'player_invited', facts: { ...player, readBy: 'player' } },
      'en',
    );
    expect(asked.html).toContain(`href="${player.gameUrl}"`);
    expect(asked.subject).toContain('Olga Host');
    const owed = await renderNotice({ kind: 'payment_due', facts: { ...due, readBy: 'customer' } }, 'es');
    expect(owed.html).toContain(`href="${due.payUrl}"`);
    expect(owed.text).toContain('Pagar €12.34');
    expect(renderText({ kind: 'payment_due', facts: due }, 'es')).toContain(due.payUrl);
  });
});

/** The text beside the subject in a list of mails. */
const preheaderOf = (html: string) =>
  /<div[^>]*data-skip-in-text[^>]*>([^<]*)/
    .exec(html)?.[1]
    ?.replace(/[\u034f\u200b-\u200f\ufeff\u00a0\s]+$/, '') ?? '';

const slotFreed: Content = {
  kind: 'slot_freed',
  facts: { ...facts, place: 'Madrid', searchUrl: 'https://pista.test/en/courts' },
};

const invited: Extract<Content, { kind: 'staff_invited' }> = {
  kind: 'staff_invited',
  facts: {
    clubName: 'Club Norte',
    inviterName: 'Olga <Owner>',
    role: 'desk',
    until: 'Friday 15 December, 10:00',
    acceptUrl: 'https://pista.test/en/invitations/abc',
  },
};

const written: Extract<Content, { kind: 'club_message' }> = {
  kind: 'club_message',
  facts: {
    playerName: 'John Doe',
    clubName: 'Club Norte',
    clubPhone: '+34910000000',
    clubEmail: null,
    text: 'La pista 3 se cierra <hoy> & mañana.\n\nLlámanos.',
  },
};

const refused: Content = { kind: 'club_refused', facts: { clubName: 'Pádel <Sur>' } };

describe.each(
  [...everyKind(), ...furtherKinds, slotFreed, invited, refused, written].map(
    (about) => [about.kind, about] as const,
  ),
)('the mail of %s', (_kind, about) => {
  test.each(['es', 'en'] as const)(
    'says in its preheader in %s what its subject does not',
    async (locale) => {
      const { subject, html } = await renderNotice(about, locale);
      const words = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\d:.€]{3,}/gu) ?? []);
      const preheader = words(preheaderOf(html));
      const repeated = [...words(subject)].filter((word) => preheader.has(word));
      expect(preheader.size).toBeGreaterThan(2);
      expect(repeated.length / words(subject).size).toBeLessThan(0.6);
    },
  );

  test('names no date as machines write it, in its subject or its text message', async () => {
    for (const locale of ['es', 'en'] as const) {
      const { subject } = await renderNotice(about, locale);
      expect(subject).not.toMatch(/\d{4}-\d\d-\d\d/);
      expect(renderText(about, locale).split('http')[0]).not.toMatch(/\d{4}-\d\d-\d\d/);
    }
  });

  test('can be read in both colour schemes', async () => {
    const { html } = await renderNotice(about, 'es');
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toMatch(/@media \(prefers-color-scheme: dark\) \{\s*\.paper/);
    for (const [tag] of html
      .slice(html.indexOf('<body'))
      .matchAll(/<[^>]*style="[^"]*(?<![-a-z])color:[^>]*>/g))
      expect(tag).toMatch(/class="[^"]*(ink|soft|go)/);
    expect(html.length).toBeLessThan(60_000);
  });
});

describe('what a mail says of the game', () => {
  test.each([
    ['es', 'Gratis hasta el Thursday 14 December, 10:00', 'IVA incluido'],
    ['en', 'Free until Thursday 14 December, 10:00', 'VAT included'],
  ] as const)('has the terms with a date and the tax, in %s', async (locale, terms, vat) => {
    for (const kind of ['reservation_confirmation', 'reservation_reminder'] as const) {
      const { html, text } = await renderNotice({ kind, facts }, locale);
      for (const said of [html, text]) expect(said).toContain(terms);
      expect(html).toContain(`€45.00, ${vat}`);
    }
    const { html } = await renderNotice({ kind: 'reservation_cancelled', facts }, locale);
    expect(html).not.toContain(terms);
  });

  test.each([
    ['es', 'Juegas el Friday 15 December, a las 10:00'],
    ['en', 'You play on Friday 15 December at 10:00'],
  ] as const)('is a sentence in the subject of a reminder, in %s', async (locale, sentence) => {
    const { subject } = await renderNotice({ kind: 'reservation_reminder', facts }, locale);
    expect(subject).toBe(sentence);
  });
});

const said = (about: Content, locale: 'es' | 'en') => wordsOf(about, locale).body.join(' ');

describe('the amount a message names', () => {
  test.each(['es', 'en'] as const)('of a refund is that refund’s, in %s', (locale) => {
    for (const kind of REFUND_NOTICE_KINDS) {
      const { subject, body } = wordsOf({ kind, facts: refund }, locale);
      const amounts = [subject, ...body].join(' ').match(/€[\d.]+/g) ?? [];
      expect(amounts).toContain('€12.34');
      expect(amounts.filter((amount) => amount !== '€12.34')).toEqual(
        kind === 'payment_mismatch' ? ['€45.00'] : [],
      );
    }
  });

  test.each([
    [
      'es',
      'Te devolvemos €35.00 a la tarjeta',
      'No hay ninguna devolución',
      'lo devuelve el club',
      'Tu banco está revisando',
    ],
    ['en', 'sending €35.00 back', 'There is no refund', 'the club gives back', 'Your bank is looking'],
  ] as const)('of a cancellation is what it gave back, in %s', (locale, back, none, desk, bank) => {
    const kind = 'reservation_cancelled';
    expect(said({ kind, facts }, locale)).toContain(back);
    const nothing = { ...facts, cancelRefund: null };
    expect(said({ kind, facts: nothing }, locale)).toContain(none);
    expect(said({ kind, facts: { ...nothing, paidAtDesk: true } }, locale)).toContain(desk);
    const byBoth = said({ kind, facts: { ...facts, deskRefund: '€10.00' } }, locale);
    expect(byBoth).toContain(back);
    expect(byBoth).toMatch(/The club gives €10.00 back|El club te devuelve €10.00/);
    expect(said({ kind, facts: { ...nothing, deskRefund: '€10.00' } }, locale)).not.toContain(none);
    const disputed = said({ kind, facts: { ...facts, bankDecides: true } }, locale);
    expect(disputed).toContain(bank);
    expect(disputed).toContain('€35.00');
    const before = said({ kind, facts: { ...nothing, givenBackBefore: '€45.00' } }, locale);
    expect(before).toMatch(/had already been given back|Ya se habían devuelto/);
    expect(before).not.toContain(none);
    expect(said({ kind: 'club_closed', facts: nothing }, locale)).not.toMatch(/€|cobrado|charged/);
  });
});

describe('why money that came late goes back', () => {
  test.each([
    ['es', /no estaba libre/, /hora de la reserva/, /no ofrecía/, /estaba cancelada/, /Hemos encontrado/],
    ['en', /no longer free/, /time of the reservation/, /no longer offered/, /cancelled already/, /We found/],
  ] as const)('is told as it was, in %s', (locale, ...expected) => {
    const told = LATE_REASONS.map((lateBecause) =>
      said({ kind: 'payment_too_late', facts: { ...refund, lateBecause } }, locale),
    );
    expect(new Set(told).size).toBe(LATE_REASONS.length);
    for (const [at, pattern] of expected.entries()) expect(told[at]).toMatch(pattern);
  });

  test.each([
    ['es', 'Tu reserva sigue en pie', 'La pista no quedó reservada', 'Tu reserva sigue donde estaba'],
    ['en', 'Your reservation stands', 'The court was not booked', 'Your reservation stays where it was'],
  ] as const)('what became of the court is said beside it, in %s', (locale, stands, never, stays) => {
    const told = (court: ReservationFacts['court']) =>
      said({ kind: 'payment_mismatch', facts: { ...refund, court } }, locale);
    expect(told('theirs')).toContain(stands);
    expect(told('never_theirs')).toContain(never);
    expect(told('stayed_elsewhere')).toContain(stays);
    expect(told('given_up')).not.toMatch(new RegExp(`${stands}|${never}`));
  });

  test.each([
    ['es', /caducado/, /perdida/, /banco/],
    ['en', /expired/, /lost/, /bank/],
  ] as const)('why a refund was refused, and whom to ask, in %s', (locale, expired, lost, bank) => {
    const told = (failureReason: string, clubPhone: string | null = '+34910000000') =>
      said({ kind: 'refund_failed', facts: { ...refund, failureReason, clubPhone } }, locale);
    expect(told('expired_or_canceled_card')).toMatch(expired);
    expect(told('lost_or_stolen_card')).toMatch(lost);
    expect(told('declined')).toMatch(bank);
    expect(told('declined')).toContain('+34910000000');
    expect(told('declined', null)).not.toContain('null');
  });
});

test.each([
  ['Devolucion hecha', 1],
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['é'.repeat(306), 2],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['ó'.repeat(70), 1],
  ['ó'.repeat(71), 2],
  [`${'a'.repeat(134)}ó`, 3],
])('a text is counted in the parts it is sent in: %#', (text, segments) => {
  expect(countSegments(text)).toBe(segments);
});

describe('slot_freed', () => {
  const slot: SlotFacts = {
    playerName: 'John Doe',
    place: 'Madrid',
    date: '2023-12-15',
    dateInWords: 'Friday, 15 December 2023',
    shortDay: 'Fri 15 Dec',
    moment: 'Friday 15 December, 10:00',
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
    expect(countSegments(sms)).toBeLessThanOrEqual(MAX_SEGMENTS);
  });
});

describe('club_message', () => {
  test.each([
    ['es', /Hola, John Doe:/, /no admite respuestas/],
    ['en', /Hello John Doe,/, /takes no replies/],
  ] as const)('says in %s the words of the club as they are, and whom to ask', async (locale, hello, ask) => {
    const { html, text } = await renderNotice(written, locale);
    expect(html).toContain('&lt;hoy&gt; &amp; mañana');
    for (const line of [hello, ask, /<hoy> & mañana\./, /Llámanos\./, /\+34910000000/])
      expect(text).toMatch(line);
    expect(renderText(written, locale)).toBe(`Club Norte: ${written.facts.text}`);
  });
});

describe('club_refused', () => {
  test.each([
    ['es', /no la aceptamos/, /pedirlo otra vez/],
    ['en', /not taking it up/, /ask again/],
  ] as const)(
    'says in %s which club, that it is not taken in, and what can be done',
    async (locale, ...said) => {
      const { subject, html, text } = await renderNotice(refused, locale);
      expect(subject).toContain('Pádel');
      expect(html).not.toContain('<Sur>');
      for (const words of said) expect(text).toMatch(words);
    },
  );
});

describe('staff_invited', () => {
  test.each(['es', 'en'] as const)(
    'says in %s who invites to what, until when, and leads to it',
    async (locale) => {
      const { subject, html, text } = await renderNotice(invited, locale);
      expect(subject).toContain('Club Norte');
      expect(html).toContain(`lang="${locale}"`);
      expect(html).not.toMatch(/undefined|null|NaN|\[object|<Owner>/);
      const { inviterName, until, acceptUrl } = invited.facts;
      for (const fact of [inviterName, until, acceptUrl]) expect(text).toContain(fact);
      expect(text).toContain({ es: 'recepción', en: 'reception' }[locale]);
      expect(countSegments(renderText(invited, locale))).toBeLessThanOrEqual(MAX_SEGMENTS);
    },
  );
});
