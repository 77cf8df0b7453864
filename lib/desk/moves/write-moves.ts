import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { ActChange, ActKind, ActSummary } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { recordDetails } from '@/lib/ledger/states';
import { tellMoved } from '@/lib/notices/tell-moved';
import { type Act, addToAct, reservationChange, writeAct } from '@/lib/records/acts';
import { placeAll } from './place-all';
import type { Plan } from './plan-move';
import { refundDifference, settleDifferences } from './settle-differences';
import type { NewWords } from './word-columns';

type Moves = {
  club: Club;
  plans: readonly Plan[];
  /** Whether the customers are told. */
  isTold: boolean;
  /** A player moves a booking of their own. */
  isOwn?: boolean;
  /** What is written on each of them. */
  words?: NewWords;
} & (
  | { kind: Extract<ActKind, 'move' | 'own_move' | 'swap' | 'shift'> }
  /** The act that they are part of. */
  | { within: Act }
);

/**
 * Writes moves into the caller's transaction, which holds the locks of courts and rows: the places all at once, the
 * differences of the prices, the audit, the act and the notices that wait for its end.
 * @throws PlaceTaken when the constraint knows better; AppError as `settleDifferences`
 */
export async function writeMoves(tx: Tx, after: After, ctx: Context, moves: Moves): Promise<Act> {
  const { club, plans, isTold, isOwn = false, words = {} } = moves;
  const asStaff = !isOwn;
  const placed = await placeAll(tx, plans, words);
  const settled = await settleDifferences(
    tx,
    after,
    ctx,
    placed.map(({ plan, row }) => ({ reservation: row, differenceMinor: plan.differenceMinor })),
    asStaff,
  );
  const changes = [
    ...placed.map(({ plan, row }) => reservationChange(plan.booking, row)),
    ...settled.changes,
  ];
  const summary = plans[0] ? placesOf(plans[0]) : {};
  const act =
    'within' in moves
      ? await addToAct(tx, moves.within, changes, summary)
      : await writeMoveAct(tx, ctx, club, moves.kind, changes, { count: placed.length, ...summary });
  await refundDifference(tx, after, ctx, settled.cards, { act, asStaff });
  const told = placed.map(({ plan, row: { id, status } }) => ({
    id,
    status,
    detail: detailOf(plan, act),
    asStaff,
  }));
  await recordDetails(tx, ctx, 'reservation', ...told);
  const moved = placed.map(({ plan, row }) => ({ before: plan.booking, after: row }));
  if (isTold) await tellMoved(tx, after, moved, act);
  return act;
}

const writeMoveAct = (
  tx: Tx,
  ctx: Context,
  club: Club,
  kind: ActKind,
  changes: readonly ActChange[],
  summary: ActSummary,
): Promise<Act> =>
  writeAct(tx, ctx, {
    clubId: club.id,
    kind,
    changes,
    summary: { ...summary, ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }) },
    lasts: 'seconds',
  });

const placesOf = ({ booking, court, place }: Plan) => ({
  reservation_id: booking.id,
  from_court_id: booking.courtId,
  from_starts_at: booking.startsAt.toISOString(),
  from_ends_at: booking.endsAt.toISOString(),
  court_id: court.id,
  starts_at: new Date(place.startsAt).toISOString(),
  ends_at: new Date(place.endsAt).toISOString(),
});

const detailOf = (plan: Plan, act: Act) => ({
  moved: placesOf(plan),
  act_id: act.id,
  ...(plan.differenceMinor !== 0 && {
    price_before_minor: plan.booking.priceMinor,
    difference_minor: plan.differenceMinor,
  }),
  ...(plan.brokenRules.length > 0 && { broken_rules: plan.brokenRules }),
});
