import { and, desc, eq, inArray, like, max } from 'drizzle-orm';
import { type Db, db, type Tx, transaction } from '@/db';
import { takeLock } from '@/db/locks';
import { repairs } from '@/db/schema';
import { actorName, type Context } from '@/lib/core/context';

/** A provider may differ in everything. One statement takes 65,535 parameters. */
const BATCH = 1_000;

/** A disagreement, named by its kind (`reconcile.…`, `check.…`) and its object. */
export type Finding = { issue: string; objectId: string; detail?: Record<string, unknown> | undefined };

/** How a finding was repaired. `not_helped` is a repair that changed nothing. */
export const REPAIR_ACTIONS = [
  'settled',
  'cancelled_at_stripe',
  'adopted',
  'refunded_at_stripe',
  'refund_requested',
  'taken_over',
  'repaired',
  'accepted',
  'not_helped',
] as const;
export type RepairAction = (typeof REPAIR_ACTIONS)[number];

/** Stores a repair: of what, when, how and by whom. */
export async function recordRepair(ctx: Context, finding: Finding, action: RepairAction): Promise<void> {
  await db()
    .insert(repairs)
    .values(rowOf(ctx, finding, action));
}

const rowOf = (
  ctx: Context,
  { issue, objectId, detail }: Finding,
  action: RepairAction | 'flagged' | 'resolved',
) => ({
  issue,
  objectId,
  action,
  detail: detail ?? null,
  actor: actorName(ctx.actor, true),
  requestId: ctx.requestId,
});

/** The beginning of a search for findings of one source. It does not resolve what others flag after it. */
export type FindingSearch = { source: string; afterId: number };

/** @param source the beginning of their issues' names, such as `reconcile.` */
export async function beginLook(source: string): Promise<FindingSearch> {
  const [last] = await db()
    .select({ id: max(repairs.id) })
    .from(repairs);
  return { source, afterId: last?.id ?? 0 };
}

/**
 * Makes `found` the open findings of one source: new ones are flagged once, gone ones are resolved. Findings flagged
 * after this search began stay open.
 * @param unchecked issues that could not be searched for; their findings stay open
 */
export async function keepFindings(
  ctx: Context,
  { source, afterId }: FindingSearch,
  found: readonly Finding[],
  unchecked: readonly string[] = [],
): Promise<void> {
  await transaction(async (tx) => {
    // Of two searches at once the second waits, and then reads what the first wrote.
    await takeLock(tx, 'findings');
    const open = await readOpen(tx, source);
    const [known, seen] = [new Set(open.map(nameOf)), new Set(found.map(nameOf))];
    const isGone = (one: (typeof open)[number]) =>
      one.id <= afterId && !unchecked.includes(one.issue) && !seen.has(nameOf(one));
    const rows = [
      ...found.filter((one) => !known.has(nameOf(one))).map((one) => rowOf(ctx, one, 'flagged')),
      ...open.filter(isGone).map(({ issue, objectId }) => rowOf(ctx, { issue, objectId }, 'resolved')),
    ];
    for (let at = 0; at < rows.length; at += BATCH)
      await tx.insert(repairs).values(rows.slice(at, at + BATCH));
  });
}

const nameOf = ({ issue, objectId }: Pick<Finding, 'issue' | 'objectId'>) => `${issue} ${objectId}`;

/** The findings that are flagged and not resolved, oldest first. */
export const listOpenFindings = (source: string) => readOpen(db(), source);

function readOpen(on: Db | Tx, source: string) {
  const latest = on
    .selectDistinctOn([repairs.issue, repairs.objectId])
    .from(repairs)
    .where(and(like(repairs.issue, `${source}%`), inArray(repairs.action, ['flagged', 'resolved'])))
    .orderBy(repairs.issue, repairs.objectId, desc(repairs.id))
    .as('latest');
  return on.select().from(latest).where(eq(latest.action, 'flagged')).orderBy(latest.id);
}
