import {
  ACCOUNT_NOTICE_KINDS,
  PLAYER_NOTICE_KINDS,
  REFUND_NOTICE_KINDS,
  RESERVATION_NOTICE_KINDS,
  SERIES_NOTICE_KINDS,
  SHARES_NOTICE_KINDS,
} from '@/db/schema';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';
import { startInWords } from '@/lib/notices/facts/start-in-words';
import type { Content, ReservationFacts } from '@/lib/notices/notice-facts';

const ZONE = 'Europe/Madrid';
const STARTS_AT = new Date('2026-11-30T17:00:00Z');
const ENDS_AT = new Date('2026-11-30T18:30:00Z');
const BOOKED_AT = new Date('2026-11-27T09:00:00Z');
const SITE = 'https://pista.example';

/** One notice of each kind, about a game in Madrid, in the reader's language. */
export function sampleNotices(locale: Locale): Content[] {
  const facts = gameIn(locale);
  const money = (minor: number) => formatMoney(minor, 'EUR', locale);
  const { dateInWords } = facts;
  const dates = ['1', '2', '3'].map((reservationId) => ({
    reservationId,
    ...{ dateInWords, hours: '18:00–19:30', courtName: facts.courtName, price: facts.price },
  }));
  const refund = {
    refund: money(6300),
    lateBecause: 'court_taken',
    failureReason: null,
    undecided: false,
  } as const;
  const account = { playerName: facts.playerName, dateInWords, time: '17:00', zoneName: 'UTC' };
  const player = {
    hostName: 'Diego García',
    leaverName: 'Lucía',
    hasAccepted: false,
    gameUrl: `${SITE}/${locale}/game/secret`,
  };
  const cancelled = { ...facts, court: 'given_up', terms: null, cancelRefund: money(6300) } as const;
  return [
    ...RESERVATION_NOTICE_KINDS.map((kind) => ({ kind, facts: CANCELS.has(kind) ? cancelled : facts })),
    { kind: 'reservation_moved', facts: { ...facts, was: { moment: facts.moment, courtName: 'Pista 4' } } },
    ...PLAYER_NOTICE_KINDS.map((kind) => ({
      kind,
      facts: {
        ...facts,
        ...player,
        readBy: kind === 'player_left' ? ('account' as const) : ('player' as const),
      },
    })),
    {
      kind: 'payment_due',
      facts: { ...facts, due: money(1575), payUrl: `${SITE}/${locale}/pay/secret`, share: null },
    },
    ...SHARES_NOTICE_KINDS.map((kind) => ({ kind, facts: { ...facts, open: money(3150) } })),
    ...REFUND_NOTICE_KINDS.map((kind) => ({ kind, facts: { ...cancelled, ...refund } })),
    {
      kind: 'slot_freed',
      facts: { ...facts, place: 'Madrid', searchUrl: `${SITE}/${locale}/courts?city=Madrid` },
    },
    {
      kind: 'waitlist_offer',
      facts: {
        ...{ ...facts, court: 'never_theirs', terms: null, heldUntil: '12:15' },
        checkoutUrl: `${SITE}/${locale}/checkout/${facts.reservationId}`,
      },
    },
    ...SERIES_NOTICE_KINDS.map((kind) => ({
      kind,
      facts: { ...facts, dates, total: money(18900), bookingsUrl: `${SITE}/${locale}/reservations` },
    })),
    ...ACCOUNT_NOTICE_KINDS.map((kind) => ({
      kind,
      facts: {
        ...account,
        keyName: kind.startsWith('identity_') ? 'Google' : 'Robot',
        codesLeft: 9,
        accountUrl: `${SITE}/${locale}/account`,
      },
    })),
    {
      kind: 'staff_invited',
      facts: {
        ...{ clubName: facts.clubName, inviterName: 'Olga Ruiz', role: 'desk', until: facts.moment },
        acceptUrl: `${SITE}/${locale}/invitations/secret`,
      },
    },
    { kind: 'club_refused', facts: { clubName: facts.clubName } },
    {
      kind: 'club_message',
      facts: {
        ...{ playerName: facts.playerName, clubName: facts.clubName },
        ...{ clubPhone: facts.clubPhone, clubEmail: facts.clubEmail },
        text: 'La pista 3 se cierra el lunes por obras.\n\nLlámanos si tienes dudas.',
      },
    },
  ];
}

const CANCELS: ReadonlySet<string> = new Set(['reservation_cancelled', 'club_closed']);

function gameIn(locale: Locale): ReservationFacts {
  const policy = { freeHours: 12, laterPercent: 50, nothingHours: 2 };
  const reservationId = '01890a5d-ac96-774b-bcce-b302097f3a9c';
  const page = `${SITE}/${locale}/reservations/${reservationId}`;
  const court = { sport: 'padel', format: 'double', surface: 'turf' } as const;
  return {
    readBy: 'account',
    hasAccount: null,
    playerName: 'Diego',
    clubName: 'Raqueta Arganzuela',
    clubPhone: '+34910000000',
    clubEmail: 'arganzuela@pista.test',
    courtName: 'Pista 2',
    courts: [0, 1, 2, 3, 4, 5].map((position) => ({
      ...court,
      position,
      indoor: position < 3,
      isLit: position === 1,
    })),
    address: 'Paseo de la Chopera 14, 28045 Madrid',
    timeZone: ZONE,
    ...startInWords(locale, STARTS_AT, ZONE),
    endTime: '19:30',
    durationMinutes: 90,
    price: formatMoney(6300, 'EUR', locale),
    terms: cancellationTerms({ policy, startsAt: STARTS_AT, timeZone: ZONE }, locale, BOOKED_AT),
    cancelRefund: null,
    deskRefund: null,
    givenBackBefore: null,
    bankDecides: false,
    paidAtDesk: false,
    court: 'theirs',
    startsAtIso: '2026-11-30T18:00:00+01:00',
    startsAt: STARTS_AT,
    endsAt: ENDS_AT,
    reservationId,
    revision: 1,
    changedAt: BOOKED_AT,
    reservationUrl: page,
    cancelUrl: `${page}#cancel`,
    searchUrl: `${SITE}/${locale}/clubs/raqueta-arganzuela`,
    mapUrl: 'https://www.openstreetmap.org/?mlat=40.39&mlon=-3.70',
  };
}
