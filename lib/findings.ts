import { and, desc, eq, inArray, like } from 'drizzle-orm';
import { db } from '@/db';
import { repairs } from '@/db/schema';

/** Something that does not agree, named by its kind (`reconcile.…`, `check.…`) and the object it is about. */
export type Finding = { issue: string; objectId: string; detail?: Record<string, unknown> | undefined };

/** How something was mended; `not_helped` is a repair that ran and changed nothing. */
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

/** Keeps what was mended, when and how. */
export async function recordRepair(finding: Finding, action: RepairAction): Promise<void> {
  await db()
    .insert(repairs)
    .values({ ...finding, detail: finding.detail ?? null, action });
}

/**
 * Makes `found` the open findings of one source: what is new is flagged once, what is gone is resolved.
 * @param source the beginning of their issues' names, such as `reconcile.`
 * @param blind issues that nobody could look for: what is open of them stays open
 */
export async function keepFindings(
  source: string,
  found: readonly Finding[],
  blind: readonly string[] = [],
): Promise<void> {
  const open = (await listOpenFindings(source)).filter(({ issue }) => !blind.includes(issue));
  type About = Pick<Finding, 'issue' | 'objectId'>;
  const isSame = (one: About) => (other: About) =>
    one.issue === other.issue && one.objectId === other.objectId;
  const rows = [
    ...found
      .filter((finding) => !open.some(isSame(finding)))
      .map((finding) => ({ ...finding, detail: finding.detail ?? null, action: 'flagged' })),
    ...open
      .filter((finding) => !found.some(isSame(finding)))
      .map(({ issue, objectId }) => ({ issue, objectId, action: 'resolved' })),
  ];
  if (rows.length > 0) await db().insert(repairs).values(rows);
}

/** What was flagged last and not resolved since, oldest first. */
export async function listOpenFindings(source: string) {
  const latest = db()
    .selectDistinctOn([repairs.issue, repairs.objectId])
    .from(repairs)
    .where(and(like(repairs.issue, `${source}%`), inArray(repairs.action, ['flagged', 'resolved'])))
    .orderBy(repairs.issue, repairs.objectId, desc(repairs.id))
    .as('latest');
  return db().select().from(latest).where(eq(latest.action, 'flagged')).orderBy(latest.id);
}
