import { v7 } from 'uuid';
import type { Tx } from '@/db';
import { audit, dues, participants, reservations, tillEntries, tillShifts } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { insertActs } from './insert-acts';
import { listCallers } from './list-callers';
import type { DeskGame } from './plan-desk';

type Staff = { desk: string; manager: string };
type Row = typeof reservations.$inferInsert & { id: string; status: Status };
type Status = 'confirmed' | 'completed' | 'no_show' | 'cancelled';
type Made = { one: DeskGame; row: Row };
type Change = typeof audit.$inferInsert;

const OPEN_FOR_MS = 3 * HOUR_MS;
const FLOAT_MINOR = 15_000;

/**
 * Writes the games of a desk with what is paid and owed for them, an open till, and who did it. `now` is when the
 * till was last used.
 */
export async function insertDesk(
  tx: Tx,
  club: Club,
  games: readonly DeskGame[],
  staff: Staff,
  now: Date,
): Promise<void> {
  const shiftId = await openTill(tx, club, staff, now);
  const callers = await listCallers(tx, club.id, games.length, 'lowest');
  const made = games.map((one, index) => ({ one, row: rowOf(club, one, callers[index], staff, now) }));
  await tx.insert(reservations).values(made.map(({ row }) => row));
  const seats = made.flatMap(({ one: { game }, row: { id: reservationId } }) =>
    (game.players ?? []).map((name, position) => ({ reservationId, position, name })),
  );
  await tx.insert(participants).values(seats);
  const changes = made.flatMap(({ one, row }) => changesOf(one, row, staff));
  for (const [index, each] of made.entries()) {
    const at = new Date(now.getTime() - OPEN_FOR_MS + (index + 1) * 5 * MINUTE_MS);
    changes.push(...(await enter(tx, each, shiftId, staff, at)), ...(await owe(tx, each, staff, at)));
  }
  await tx.insert(audit).values(changes.toSorted((a, b) => timeOf(a) - timeOf(b)));
  await insertActs(
    tx,
    club.timeZone,
    made.map(({ row }) => row.id),
    staff.desk,
  );
}

const timeOf = ({ at }: Change) => at?.getTime() ?? 0;
const asStaff = (userId: string) => `staff:${userId}`;

async function openTill(tx: Tx, { id: clubId, currency }: Club, { desk }: Staff, now: Date): Promise<string> {
  const id = v7();
  const openedAt = new Date(now.getTime() - OPEN_FOR_MS);
  await tx.insert(tillShifts).values({ id, clubId, openedBy: desk, openedAt, floatMinor: FLOAT_MINOR });
  const drawer = { clubId, shiftId: id, currency, method: 'cash', takenBy: desk, at: now } as const;
  await tx.insert(tillEntries).values([
    { ...drawer, kind: 'cash_out', amountMinor: -1_850, note: 'Pelotas', requestKey: 'seed:balls' },
    { ...drawer, kind: 'cash_in', amountMinor: 5_000, note: 'Cambio del banco', requestKey: 'seed:change' },
  ]);
  return id;
}

function rowOf(
  club: Club,
  { game, court, startsAt, endsAt, createdAt, ...price }: DeskGame,
  customerId: string | undefined,
  staff: Staff,
  now: Date,
): Row {
  const cancelledAt = game.state === 'cancelled' ? new Date(now.getTime() - HOUR_MS) : null;
  const made = new Date(createdAt);
  const paidMinor = game.paid?.minor ?? price.priceMinor;
  return {
    id: v7(),
    clubId: club.id,
    courtId: court.id,
    customerId: game.kind === 'booking' ? (customerId ?? null) : null,
    kind: game.kind,
    channel: game.kind === 'booking' ? 'phone' : 'desk',
    status: statusOf(game.state, endsAt, now),
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    priceMinor: price.priceMinor,
    listPriceMinor: price.listPriceMinor,
    priceReason: game.price?.reason ?? null,
    currency: club.currency,
    priceBreakdown: price.lines,
    refundPolicy: club.refundPolicy,
    title: game.title ?? null,
    note: game.note ?? null,
    ...(game.state === 'locked' && { lockedAt: made, lockedBy: staff.desk }),
    ...(game.state === 'arrived' && { checkedInAt: new Date(startsAt), checkedInBy: staff.desk }),
    confirmedAt: made,
    cancelledAt,
    cancelRefundMinor: cancelledAt && paidMinor,
    createdAt: made,
    updatedAt: cancelledAt ?? made,
  };
}

function statusOf(state: DeskGame['game']['state'], endsAt: number, now: Date): Status {
  if (state === 'no_show' || state === 'cancelled') return state;
  return endsAt <= now.getTime() ? 'completed' : 'confirmed';
}

/** How it came to its status. */
function changesOf({ startsAt, endsAt }: DeskGame, row: Row, { desk }: Staff): Change[] {
  const change = { entity: 'reservation' as const, entityId: row.id, actor: asStaff(desk) };
  const booked = { ...change, fromState: null, toState: 'confirmed', at: row.createdAt };
  const left = { ...change, fromState: 'confirmed', toState: row.status };
  switch (row.status) {
    case 'confirmed':
      return [booked];
    case 'completed':
      return [booked, { ...left, actor: 'system:sweep', at: new Date(endsAt) }];
    case 'no_show':
      return [booked, { ...left, at: new Date(startsAt + 20 * MINUTE_MS) }];
    case 'cancelled':
      return [booked, { ...left, at: row.updatedAt }];
  }
}

/** What the desk took for it. Money that was entered by mistake is taken back. */
async function enter(
  tx: Tx,
  { one, row }: Made,
  shiftId: string,
  { desk }: Staff,
  at: Date,
): Promise<Change[]> {
  const { paid } = one.game;
  if (!paid) return [];
  const amountMinor = paid.minor ?? one.priceMinor;
  const entry = {
    id: v7(),
    clubId: row.clubId,
    shiftId,
    kind: 'payment' as const,
    method: paid.method,
    amountMinor,
    currency: row.currency,
    reservationId: row.id,
    reference: paid.method === 'card_terminal' ? row.id.slice(-6).toUpperCase() : null,
    requestKey: `seed:${row.id}`,
    takenBy: desk,
    at,
  };
  const back = {
    ...entry,
    id: v7(),
    amountMinor: -amountMinor,
    reverses: entry.id,
    requestKey: `seed:back:${row.id}`,
  };
  const entries = paid.mistaken ? [entry, back] : [entry];
  await tx.insert(tillEntries).values(entries);
  return entries.map(({ id: entityId }) => ({
    entity: 'till',
    entityId,
    actor: asStaff(desk),
    fromState: null,
    toState: 'payment',
    detail: {
      amount_minor: amountMinor,
      currency: row.currency,
      method: paid.method,
      reservation_id: row.id,
    },
    at,
  }));
}

/** What is still owed for it, or by the club once it was cancelled, and what a manager let go. */
async function owe(tx: Tx, { one, row }: Made, { desk, manager }: Staff, at: Date): Promise<Change[]> {
  const { paid, waived, state } = one.game;
  const takenMinor = paid && !paid.mistaken ? (paid.minor ?? one.priceMinor) : 0;
  const waivedMinor = waived?.minor ?? 0;
  const amountMinor = state === 'cancelled' ? -takenMinor : one.priceMinor - takenMinor - waivedMinor;
  const due = {
    clubId: row.clubId,
    reservationId: row.id,
    currency: row.currency,
    createdBy: asStaff(desk),
    createdAt: at,
  };
  const cause = state === 'cancelled' ? 'cancelled' : paid?.mistaken ? 'correction' : 'desk';
  const rows: (typeof dues.$inferInsert & { id: string })[] = [
    ...(amountMinor === 0 ? [] : [{ ...due, id: v7(), amountMinor, cause } as const]),
    ...(waived
      ? [
          {
            ...due,
            id: v7(),
            amountMinor: waived.minor,
            cause: 'desk',
            waivedAt: at,
            waivedBy: manager,
            waiveReason: waived.reason,
          } as const,
        ]
      : []),
  ];
  if (rows.length === 0) return [];
  await tx.insert(dues).values(rows);
  return rows.map(({ id: entityId, amountMinor: minor, cause: why }) => ({
    entity: 'due',
    entityId,
    actor: asStaff(desk),
    fromState: null,
    toState: 'open',
    detail: { reservation_id: row.id, amount_minor: minor, currency: row.currency, cause: why },
    at,
  }));
}
