import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { changeOrPreview } from '@/db/change-or-preview';
import { acts, CLUB_LISTS, dues, reservations } from '@/db/schema';
import { isOwnAct } from '@/lib/auth/visitors/own-act';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { restoreList } from '@/lib/clubs/set-up/restore-list';
import type { Context } from '@/lib/core/context';
import { type BoardItem, readItems } from '@/lib/desk/board-item';
import { offeringOthers } from '@/lib/desk/bookings/find-place';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { balanceDues } from '@/lib/ledger/balance-dues';
import { GAME_KINDS } from '@/lib/ledger/game';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { listUnbalanced } from '@/lib/ledger/read-figures';
import { releaseRetained } from '@/lib/ledger/release-retained';
import { endDues, reopenDues } from '@/lib/ledger/settle-dues';
import { putSeriesBack } from '@/lib/desk/series/lock-series';
import { doerOf } from '@/lib/records/acts';
import { type ActRow, type Changed, getUndoable, isByPlayer, lockChanged } from './lock-act';
import { putBack } from './put-back';
import { splitCustomers } from './split-customers';
import { unbook } from './unbook';
import { withdrawTold } from './withdraw-told';

export type Undone = { club: Club; items: readonly BoardItem[] };

/**
 * Takes an act back while it can be undone, whole or not at all: its rows are as they were, and nobody ever hears of
 * it. By who did it, or by a manager; a player is told nothing of the desk. A repeat of the same request is answered
 * with the first.
 * @throws AppError conflict once its time is over, when it was taken back before, and when one of its rows was changed
 *   since (with `current`), and with `reason` when a date of a series (`date_taken`) or an address (`address_taken`) is
 *   somebody else's; slot_taken with alternatives when its place is taken; not_found, forbidden, unauthenticated
 */
export async function undoAct(ctx: Context, actId: string): Promise<Undone> {
  const act = await getUndoable(ctx, actId);
  const club = await getClub(act.clubId);
  return offeringOthers(ctx, club, () =>
    changeOrPreview(ctx, async (tx, after) => {
      if (!(await isRepeat(tx, ctx, act))) await undo(tx, after, ctx, act);
      if (isByPlayer(ctx, act)) return { club, items: [] };
      const ids = act.changes.flatMap(({ entity, id }) => (entity === 'reservation' ? [id] : []));
      return { club, items: await readItems(tx, ids) };
    }),
  );
}

/** The process of the first try may have died before it answered. */
async function isRepeat(tx: Tx, ctx: Context, { id }: ActRow): Promise<boolean> {
  if (ctx.requestKey === undefined) return false;
  const [same] = await tx
    .select({ by: acts.undoneBy, byVisitor: acts.undoneByVisitor })
    .from(acts)
    .where(and(eq(acts.id, id), eq(acts.undoKey, ctx.requestKey)));
  return same !== undefined && isOwnAct(ctx.actor, same);
}

async function undo(tx: Tx, after: After, ctx: Context, act: ActRow): Promise<void> {
  const changed = await lockChanged(tx, ctx, act);
  await takeBack(tx, after, ctx, act, changed);
  const { userId: undoneBy, visitorId: undoneByVisitor } = doerOf(ctx.actor);
  await tx
    .update(acts)
    .set({ undoneAt: sql`now()`, undoneBy, undoneByVisitor, undoKey: ctx.requestKey ?? null })
    .where(eq(acts.id, act.id));
}

async function takeBack(
  tx: Tx,
  after: After,
  ctx: Context,
  act: ActRow,
  changed: readonly Changed[],
): Promise<void> {
  await withdrawTold(tx, ctx, act);
  if (act.kind === 'book' || act.kind === 'book_series') return unbook(tx, after, ctx, act.id, changed);
  if (act.kind === 'merge') return splitCustomers(tx, ctx, act);
  const list = CLUB_LISTS.find((one) => one === act.kind);
  const [replaced] = act.changes;
  if (list && replaced) return restoreList(tx, after, ctx, act, list, replaced);
  const made = changed.filter(({ before }) => before === null);
  if (made.length > 0) await unbook(tx, after, ctx, act.id, made);
  await putBack(tx, ctx, act, changed);
  await putSeriesBack(tx, act.changes);
  const reservationIds = changed.map(({ row }) => row.id);
  const givenUp = changed.filter(({ row, before }) => row.status === 'cancelled' && before?.status);
  await releaseRetained(
    tx,
    ctx,
    givenUp.map(({ row }) => row.id),
    { undo_of: act.id },
  );
  // A payment that is open online is over what is owed until now.
  if (act.changes.some(({ entity }) => entity === 'due'))
    await abandonPayments(tx, after, { reservationIds });
  await turnDues(tx, ctx, act);
  await balanceAll(tx, ctx, act, changed);
}

/**
 * What the act opened ends first, since a due is open once. One that was paid or waived since stays so, and the balance
 * accounts for it.
 */
async function turnDues(tx: Tx, ctx: Context, { id: actId, changes }: ActRow): Promise<void> {
  const ofDues = changes.filter(({ entity }) => entity === 'due');
  const idsOf = (wasOpened: boolean) =>
    ofDues.filter(({ before }) => (before === null) === wasOpened).map(({ id }) => id);
  const opened = await tx
    .select()
    .from(dues)
    .where(and(inArray(dues.id, idsOf(true)), IS_OPEN));
  const ended = opened.map((due) => ({ due, paidMinor: 0, asStaff: true }));
  await endDues(tx, ctx, ended, { undo_of: actId });
  await reopenDues(tx, ctx, idsOf(false), { undo_of: actId });
}

/** What is owed fits the prices again, also when some of it was paid since. */
async function balanceAll(tx: Tx, ctx: Context, act: ActRow, changed: readonly Changed[]): Promise<void> {
  const ids = changed.map(({ row }) => row.id);
  const now = await tx
    .select()
    .from(reservations)
    .where(
      and(
        inArray(reservations.id, ids),
        inArray(reservations.kind, GAME_KINDS),
        inArray(reservations.status, [...HAS_COURT]),
        isNull(reservations.staffSettledBy),
      ),
    )
    .orderBy(asc(reservations.id));
  const unbalanced = await listUnbalanced(
    tx,
    now.map(({ id }) => id),
  );
  for (const reservation of now.filter(({ id }) => unbalanced.has(id)))
    await balanceDues(tx, ctx, reservation, { undo_of: act.id });
}
