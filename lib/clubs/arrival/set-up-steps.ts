import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import { reservations, staffInvitations, staffRoles } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { listStartsOn } from '@/lib/availability/list-starts-on';
import { priceOf } from '@/lib/availability/offer';
import { openWindows } from '@/lib/availability/open-day';
import { asAtDesk } from '@/lib/availability/slots';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { addDays, localDateOf } from '@/lib/core/time';
import { GAME_KINDS } from '@/lib/ledger/game';
import { saleStateOf, type SaleState } from './sale-state';

/** What a club needs before it can be published, and then what it should have. */
export const NEEDED_STEPS = ['facts', 'courts', 'hours', 'prices', 'policy'] as const;
const OTHER_STEPS = ['team', 'test_booking'] as const;
export type SetUpStep = (typeof NEEDED_STEPS)[number] | (typeof OTHER_STEPS)[number];

type FactLacking = 'address' | 'coordinates' | 'about_es' | 'about_en' | 'contact';
export type SetUp = {
  club: Club;
  state: SaleState;
  steps: readonly { step: SetUpStep; isDone: boolean; isNeeded: boolean }[];
  /** What the step of facts still asks for. */
  facts: readonly FactLacking[];
};

/**
 * How far a club is, each step found out from what the club has.
 * @throws AppError `unauthenticated`, `not_found` without a role there
 */
export async function readSetUp(ctx: Context, clubIdOrSlug: string): Promise<SetUp> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeSetUp');
  const [team, bookings] = await Promise.all([countTeam(club.id, ctx.now), hasBooking(club.id)]);
  const done = new Set<SetUpStep>([
    ...stepsDone(club, ctx.now.getTime()),
    ...(team > 1 ? (['team'] as const) : []),
    ...(bookings ? (['test_booking'] as const) : []),
  ]);
  const steps = [
    ...NEEDED_STEPS.map((step) => ({ step, isDone: done.has(step), isNeeded: true })),
    ...OTHER_STEPS.map((step) => ({ step, isDone: done.has(step), isNeeded: false })),
  ];
  return { club, state: saleStateOf(club), steps, facts: lackingFacts(club) };
}

/** The needed steps that a club has done. */
export function stepsDone(club: Club, nowMs: number): SetUpStep[] {
  const firstStarts = firstStartsOf(club, nowMs);
  const isPriced = club.courts.some((court) =>
    firstStarts.some((start) => priceOf(club, court, { ...start, category: null }).ok),
  );
  const checks = {
    facts: lackingFacts(club).length === 0,
    courts: club.courts.length > 0,
    hours: datesAhead(club, nowMs).some((date) => openWindows(club, date).length > 0),
    prices: isPriced,
    policy: firstStarts.length > 0,
  };
  return NEEDED_STEPS.filter((step) => checks[step]);
}

/** The needed step that comes next. Null when none is left. */
export function nextStepOf(club: Club, nowMs: number): SetUpStep | null {
  const done = stepsDone(club, nowMs);
  return NEEDED_STEPS.find((step) => !done.includes(step)) ?? null;
}

/** The facts that players look for and a club has not told. */
function lackingFacts(club: Club): FactLacking[] {
  const { address, about, phone, email, latitude, longitude, staffEdited } = club;
  const isPlaced = latitude !== 0 || longitude !== 0 || staffEdited.includes('latitude');
  const lacks = {
    address: address === '',
    coordinates: !isPlaced,
    about_es: about.es === '',
    about_en: about.en === '',
    contact: phone === null && email === null,
  };
  const all = ['address', 'coordinates', 'about_es', 'about_en', 'contact'] as const;
  return all.filter((fact) => lacks[fact]);
}

/** A start of each day on sale and each length that an empty court has. */
function firstStartsOf(club: Club, nowMs: number): { startsAt: number; durationMinutes: number }[] {
  const open = asAtDesk(club);
  return datesAhead(club, nowMs).flatMap((date) =>
    club.durationsMinutes.flatMap((durationMinutes) =>
      listStartsOn(open, [], date, durationMinutes, nowMs).map((startsAt) => ({ startsAt, durationMinutes })),
    ),
  );
}

/** Two weeks show every day of a week even to a club that sells a few days ahead. */
const DAYS_LOOKED_AT = 14;

function datesAhead({ timeZone }: Club, nowMs: number): string[] {
  const today = localDateOf(nowMs, timeZone);
  return Array.from({ length: DAYS_LOOKED_AT }, (_, day) => addDays(today, day));
}

/** Who works there and who is invited to. */
async function countTeam(clubId: number, now: Date): Promise<number> {
  const { acceptedAt, revokedAt, expiresAt } = staffInvitations;
  const [members, invited] = await Promise.all([
    db().$count(staffRoles, and(eq(staffRoles.clubId, clubId), isNull(staffRoles.revokedAt))),
    db().$count(
      staffInvitations,
      and(
        eq(staffInvitations.clubId, clubId),
        isNull(acceptedAt),
        isNull(revokedAt),
        sql`${expiresAt} > ${now.toISOString()}`,
      ),
    ),
  ]);
  return members + invited;
}

async function hasBooking(clubId: number): Promise<boolean> {
  const booked = and(eq(reservations.clubId, clubId), inArray(reservations.kind, GAME_KINDS));
  const [first] = await db().select({ id: reservations.id }).from(reservations).where(booked).limit(1);
  return first !== undefined;
}
