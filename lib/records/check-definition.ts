import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { Context } from '@/lib/core/context';
import type { Message } from '@/lib/core/i18n/message';
import { sitePaths } from '@/lib/core/i18n/site-paths';

/** Something that must never be so, how to find it, and what is to be done about it. */
export type ConsistencyCheck = {
  /** The invariant it guards, or `FK` for a reference that leads nowhere. */
  id: string;
  /** Its name in findings and in the answers of the API. */
  type: string;
  /** What it means when it is found, in a sentence for staff. */
  means: Message;
  /** Selects `object_id`, one row a violation; no row is well. */
  rows: SQL;
  offer: Offer;
};

/** What each check offers to whoever reads of a violation. */
export type Offer =
  | { kind: 'repairs'; repairs: readonly [Repair, ...Repair[]] }
  /** Only a person can judge or reach it. */
  | ({ kind: 'by_hand' } & Advice)
  /** It happened and cannot be undone: a person looks, draws their conclusions, and says that they have. */
  | ({ kind: 'accept' } & Advice);

export const REPAIR_NAMES = ['mend', 'ask_stripe', 'cancel', 'at_desk'] as const;
export type RepairName = (typeof REPAIR_NAMES)[number];

/** Safe to run at any time, any number of times, whatever was changed meanwhile. */
export type Repair = {
  name: RepairName;
  /** What it does, in a sentence for whoever is about to press it. */
  does: Message;
  run: (ctx: Context, objectId: string) => Promise<unknown>;
};

/** What a person is to do, and where; `{id}` in a place stands for the object. */
type Advice = { advice: Message; at: { page: string } | { command: string } };

/** The one repair there is. */
export const mend = (does: Message, run: Repair['run']): Offer => ({
  kind: 'repairs',
  repairs: [{ name: 'mend', does, run }],
});

export const byHand = (at: Advice['at'], advice: Message): Offer => ({ kind: 'by_hand', at, advice });

/** Every state that an object went through, with all that belongs to it. */
export const HISTORY = { page: sitePaths.opsHistory('{id}') };

export const placed = (place: string, objectId: string) => place.replaceAll('{id}', objectId);

/** As many as anybody reads of one kind; the total is counted over all. */
const SHOWN = 50;
const foundSchema = z.array(z.object({ object_id: z.string(), total: z.number().int() }));

export type Found = { objectIds: string[]; total: number };

/** Looks for one kind of violation, or for that of one object; what somebody accepted is found no more. */
export async function runCheck(tx: Tx, check: ConsistencyCheck, objectId?: string): Promise<Found> {
  const rows = await tx.execute(sql`
    select distinct object_id::text as object_id, (count(*) over ())::int as total from (${check.rows}) as violations
    where ${objectId === undefined ? sql`true` : sql`object_id::text = ${objectId}`}
      and ${check.offer.kind === 'accept' ? notAccepted(check) : sql`true`}
    order by 1 limit ${SHOWN}`);
  const found = foundSchema.parse([...rows]);
  return { objectIds: found.map((row) => row.object_id), total: found[0]?.total ?? 0 };
}

/** How a finding is named in the audit. */
export const findingName = (check: Pick<ConsistencyCheck, 'type'>, objectId: string) =>
  `${check.type}:${objectId}`;

const notAccepted = (check: ConsistencyCheck) => sql`not exists (select from audit
  where entity = 'finding' and entity_id = ${findingName(check, '')} || object_id::text and to_state = 'accepted')`;
