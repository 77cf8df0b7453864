import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { db } from '@/db';
import {
  acts,
  notices,
  payments,
  refunds,
  reservations,
  sharedCosts,
  slotAlerts,
  tillEntries,
} from '@/db/schema';
import { PROVIDERS } from '@/sandbox/providers';
import type { Deaths } from './apps';
import { backlogOf, type Unrest } from './quiet';
import type { Faults } from './world';

/** What happened in the run, by our rows. */
export type Effects = Record<
  | 'booked'
  | 'confirmed'
  | 'cancelled'
  | 'refunded'
  | 'mailed'
  | 'texted'
  | 'toCall'
  | 'atDesks'
  | 'tillEntries'
  | 'acts'
  | 'undone'
  | 'moved'
  | 'offered'
  | 'charged'
  | 'refused',
  number
>;

export async function countEffects(): Promise<Effects> {
  const times = sql<number>`${count()}::int`;
  const sent = (channel: 'email' | 'sms') =>
    db()
      .select({ times })
      .from(notices)
      .where(and(eq(notices.channel, channel), isNotNull(notices.sentAt)));
  const [
    booked,
    confirmed,
    cancelled,
    refunded,
    mailed,
    texted,
    toCall,
    atDesks,
    entries,
    done,
    undone,
    moved,
    offered,
    charged,
    refused,
  ] = await Promise.all([
    db().select({ times }).from(reservations),
    db().select({ times }).from(reservations).where(isNotNull(reservations.confirmedAt)),
    db()
      .select({ times })
      .from(reservations)
      .where(and(isNotNull(reservations.confirmedAt), eq(reservations.status, 'cancelled'))),
    db().select({ times }).from(refunds).where(eq(refunds.status, 'succeeded')),
    sent('email'),
    sent('sms'),
    db().select({ times }).from(notices).where(eq(notices.channel, 'call')),
    db().select({ times }).from(reservations).where(eq(reservations.kind, 'walk_in')),
    db().select({ times }).from(tillEntries),
    db().select({ times }).from(acts),
    db().select({ times }).from(acts).where(isNotNull(acts.undoneAt)),
    // The hold of a move ends by its payment, and then by no time.
    db()
      .select({ times })
      .from(reservations)
      .where(
        and(
          isNotNull(reservations.replaces),
          isNull(reservations.holdExpiresAt),
          eq(reservations.status, 'expired'),
        ),
      ),
    db().select({ times }).from(slotAlerts).where(isNotNull(slotAlerts.offeredReservationId)),
    db()
      .select({ times })
      .from(payments)
      .where(and(eq(payments.paysFor, 'open_shares'), isNotNull(payments.completedAt))),
    db().select({ times }).from(sharedCosts).where(isNotNull(sharedCosts.declineCode)),
  ]);
  const of = ([row]: { times: number }[]) => row?.times ?? 0;
  return {
    booked: of(booked),
    confirmed: of(confirmed),
    cancelled: of(cancelled),
    refunded: of(refunded),
    mailed: of(mailed),
    texted: of(texted),
    toCall: of(toCall),
    atDesks: of(atDesks),
    tillEntries: of(entries),
    acts: of(done),
    undone: of(undone),
    moved: of(moved),
    offered: of(offered),
    charged: of(charged),
    refused: of(refused),
  };
}

/** The least shares of the bookings. A run with less has shown nothing. */
const LEAST = {
  confirmed: 0.4,
  cancelled: 0.05,
  refunded: 0.05,
  mailed: 0.3,
  texted: 0.02,
  atDesks: 0.05,
  tillEntries: 0.03,
  undone: 0.01,
  moved: 0.005,
  offered: 0.005,
  charged: 0.01,
  refused: 0.002,
} as const;
/** From so many bookings on everything must have happened, below that only the frequent events. */
const LARGE = 1_000;
const LARGE_FAULTS = { requests: 50, share: 0.2 };
const MOST_LEFT = 0.1;

type Happened = { effects: Effects; faults: Faults; deaths: Deaths; left: Unrest };

/** The missed floors, a sentence each. */
export function listShortfalls({ effects, faults, deaths, left }: Happened, large: boolean): string[] {
  const { booked } = effects;
  const short: string[] = [];
  const atLeast = (what: string, times: number, least: number) => {
    if (times < least) short.push(`only ${times} ${what}, of at least ${Math.ceil(least)}`);
  };
  atLeast('courts booked', booked, large ? LARGE : 10);
  atLeast('confirmed', effects.confirmed, large ? booked * LEAST.confirmed : 5);
  atLeast('cancelled', effects.cancelled, large ? booked * LEAST.cancelled : 0);
  atLeast('refunds', effects.refunded, large ? booked * LEAST.refunded : 1);
  atLeast('mails', effects.mailed, large ? booked * LEAST.mailed : 5);
  atLeast('texts', effects.texted, large ? booked * LEAST.texted : 0);
  atLeast('walk-ins of desks', effects.atDesks, large ? booked * LEAST.atDesks : 1);
  atLeast('entries of tills', effects.tillEntries, large ? booked * LEAST.tillEntries : 1);
  atLeast('undone acts', effects.undone, large ? booked * LEAST.undone : 0);
  atLeast('paid moves', effects.moved, large ? booked * LEAST.moved : 0);
  atLeast('offers to those who wait', effects.offered, large ? booked * LEAST.offered : 0);
  atLeast('charges of saved cards', effects.charged, large ? booked * LEAST.charged : 0);
  atLeast('saved cards that were refused', effects.refused, large ? booked * LEAST.refused : 0);
  for (const provider of PROVIDERS) {
    const { requests, hits } = faults[provider];
    atLeast(`requests to ${provider}`, requests, large ? LARGE_FAULTS.requests : 1);
    if (large) atLeast(`of ${requests} requests to ${provider} failed`, hits, requests * LARGE_FAULTS.share);
  }
  if (!large) return short;
  for (const [point, times] of Object.entries(deaths.atPoints)) atLeast(`deaths at ${point}`, times, 1);
  const waiting = backlogOf(left);
  if (waiting > booked * MOST_LEFT) short.push(`${waiting} rows still waited when the faults ended`);
  return short;
}

/** Whether a run of so many courts must meet every floor. */
export const isLarge = (atLeastBookings: number): boolean => atLeastBookings >= LARGE;
