import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import type { Context } from '@/lib/core/context';
import type { Message } from '@/lib/core/i18n/message';
import { sitePaths } from '@/lib/core/i18n/site-paths';

/** A state of the data that must never be, with the query that finds it and what to do about it. */
export type ConsistencyCheck = {
  /** The id of its invariant, or `FK` for a broken reference. */
  id: string;
  /** Its name in findings and in the answers of the API. */
  type: string;
  /** What a violation means, for staff. */
  means: Message;
  /** Selects `object_id`, one row for each violation. */
  rows: SQL;
  offer: RepairOffer;
};

/** What can be done about a violation. */
export type RepairOffer =
  | { kind: 'repairs'; repairs: readonly [Repair, ...Repair[]] }
  /** Only a person can judge or reach it. */
  | ({ kind: 'by_hand' } & Advice)
  /** It cannot be undone: a person looks and accepts it. */
  | ({ kind: 'accept' } & Advice);

export const REPAIR_NAMES = ['mend', 'ask_stripe', 'cancel', 'at_desk', 'due'] as const;
export type RepairName = (typeof REPAIR_NAMES)[number];

/** May be run at any time and any number of times. */
export type Repair = {
  name: RepairName;
  /** What it does, for the operator who is about to press it. */
  does: Message;
  run: (ctx: Context, objectId: string) => Promise<unknown>;
};

/** What a person is to do, and where. `{id}` in a place stands for the object. */
type Advice = { advice: Message; at: { page: string } | { command: string } };

/** The one repair there is. */
export const mend = (does: Message, run: Repair['run']): RepairOffer => ({
  kind: 'repairs',
  repairs: [{ name: 'mend', does, run }],
});

export const byHand = (at: Advice['at'], advice: Message): RepairOffer => ({ kind: 'by_hand', at, advice });

/** Every state that an object went through, with all that belongs to it. */
export const HISTORY = { page: sitePaths.opsHistory('{id}') };

export const placed = (place: string, objectId: string) => place.replaceAll('{id}', objectId);

/** How many objects of one kind are listed. The total counts all. */
const SHOWN = 50;
const foundSchema = z.array(z.object({ object_id: z.string(), total: z.number().int() }));

export type FoundObjects = { objectIds: string[]; total: number };

/** Looks for violations of one kind, or for that of one object. Accepted ones are left out. */
export async function runCheck(tx: Tx, check: ConsistencyCheck, objectId?: string): Promise<FoundObjects> {
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
