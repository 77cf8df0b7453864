import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { NOTICE_CHANNELS, NOTICE_KINDS, NOTICE_STATUSES } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { boardDate } from '@/lib/core/input/asked-time';
import { escapeLike } from '@/lib/core/input/escape-like';
import { paging } from '@/lib/web/paging';
import { type Message, readMessages } from './read-messages';

/** People to ring up, what did not arrive, what is still to go out, and everything. */
export const MESSAGE_TABS = ['call', 'failed', 'waiting', 'all'] as const;
export type MessageTab = (typeof MESSAGE_TABS)[number];

export const messageFilters = {
  tab: z.enum(MESSAGE_TABS).default('call'),
  kind: z.enum(NOTICE_KINDS).optional(),
  channel: z.enum(NOTICE_CHANNELS).optional(),
  state: z.enum(NOTICE_STATUSES).optional(),
  /** The day on which it was written, as YYYY-MM-DD at the club. */
  day: boardDate.optional(),
  /** A part of the name or address. */
  q: z.string().trim().max(100).default(''),
};
export const listMessagesSchema = z.object({ ...messageFilters, ...paging });

/** Calls of an act that can still be undone are not made yet. */
const IS_OF: Readonly<Record<MessageTab, SQL>> = {
  call: sql`n.channel = 'call' and n.status = 'pending' and n.next_attempt_at <= now()`,
  failed: sql`n.status in ('failed', 'bounced')`,
  waiting: sql`n.status in ('pending', 'sending') and n.channel <> 'call'`,
  all: sql`true`,
};

/** Who plays soonest is called first. All else begins with the newest. */
const orderOf = (tab: MessageTab): SQL =>
  tab === 'call' ? sql`r.starts_at nulls last, n.created_at, n.id` : sql`n.created_at desc, n.id desc`;

export type MessageList = {
  club: Club;
  results: Message[];
  count: number;
  /** How many each tab has, whatever the other filters are. */
  counts: Readonly<Record<MessageTab, number>>;
};

const countsSchema = z.tuple([z.record(z.enum(['found', ...MESSAGE_TABS]), z.number())]);

/**
 * The messages of a club about its bookings, to players too.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function listMessages(
  ctx: Context,
  clubIdOrSlug: string,
  { page, pageSize, ...filters }: z.output<typeof listMessagesSchema>,
): Promise<MessageList> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeMessages');
  const ofClub = sql`n.club_id = ${club.id}`;
  const where = sql`${ofClub} and ${IS_OF[filters.tab]} and ${passes(filters, club)}`;
  const slice = { order: orderOf(filters.tab), limit: pageSize, offset: (page - 1) * pageSize };
  const [results, found] = await Promise.all([
    readMessages(db(), { where, ...slice }),
    db().execute(sql`select ${sql.join(
      MESSAGE_TABS.map((tab) => sql`(count(*) filter (where ${IS_OF[tab]}))::int as ${sql.identifier(tab)}`),
      sql`, `,
    )}, (count(*) filter (where ${IS_OF[filters.tab]} and ${passes(filters, club)}))::int as found
      from notices n where ${ofClub}`),
  ]);
  const [{ found: count, ...counts }] = countsSchema.parse([...found]);
  return { club, results, count, counts };
}

type Filters = Pick<z.output<typeof listMessagesSchema>, 'kind' | 'channel' | 'state' | 'day' | 'q'>;

function passes({ kind, channel, state, day, q }: Filters, { timeZone }: Club): SQL {
  const like = `%${escapeLike(q)}%`;
  const conditions = [
    sql`true`,
    ...(kind ? [sql`n.kind = ${kind}`] : []),
    ...(channel ? [sql`n.channel = ${channel}`] : []),
    ...(state ? [sql`n.status = ${state}`] : []),
    ...(day
      ? [
          sql`n.created_at >= ${day}::date::timestamp at time zone ${timeZone}
        and n.created_at < (${day}::date + 1)::timestamp at time zone ${timeZone}`,
        ]
      : []),
    ...(q
      ? [
          sql`(n.recipient ilike ${like} or exists (select from users u where u.id = n.user_id and u.name ilike ${like})
        or exists (select from customers w where w.id = n.customer_id and w.name ilike ${like}))`,
        ]
      : []),
  ];
  return sql.join(conditions, sql` and `);
}
