import { type SQL, sql } from 'drizzle-orm';
import type { Reads } from '@/db/snapshot';
import type { Cells, Part } from './part';

const OBJECTS_A_READ = 500;

/** Of what the audit tells in a club, each with the ids of its objects there, as text in the order of `id`. */
const OBJECTS: readonly (readonly [entity: string, ids: (clubId: number) => SQL])[] = [
  ['club', (id) => sql`select ${String(id)} as id`],
  ['court', (id) => sql`select id::text from courts where club_id = ${id}`],
  ['series', (id) => sql`select id::text from series where club_id = ${id}`],
  [
    'user',
    (id) => sql`select user_id::text as id from staff_roles where club_id = ${id}
      union select user_id::text from api_tokens where club_id = ${id}`,
  ],
  ['invitation', (id) => sql`select id::text from staff_invitations where club_id = ${id}`],
  ['customer', (id) => sql`select id::text from customers where club_id = ${id}`],
  ['reservation', (id) => sql`select id::text from reservations where club_id = ${id}`],
  [
    'payment',
    (id) =>
      sql`select p.id::text from payments p join reservations r on r.id = p.reservation_id where r.club_id = ${id}`,
  ],
  [
    'refund',
    (id) => sql`select f.id::text from refunds f join payments p on p.id = f.payment_id
      join reservations r on r.id = p.reservation_id where r.club_id = ${id}`,
  ],
  ['due', (id) => sql`select id::text from dues where club_id = ${id}`],
  [
    'till',
    (id) => sql`select id::text from till_entries where club_id = ${id}
      union all select id::text from till_shifts where club_id = ${id}`,
  ],
];

/** What was done at a club, object by object, each from its beginning on. Players are not named in it. */
export const historyPart: Part = {
  name: 'history',
  columns: ['object', 'object_id', 'from', 'to', 'by', 'name', 'detail', 'at'],
  async *rows(on, { id }) {
    for (const [entity, idsOf] of OBJECTS) yield* readOf(on, id, entity, idsOf(id));
  },
};

async function* readOf(on: Reads, clubId: number, entity: string, ids: SQL): AsyncGenerator<Cells> {
  let last = '';
  for (;;) {
    const some = await on.execute<{ id: string }>(
      sql`select id from (${ids}) as objects where id collate "C" > ${last} order by id collate "C" limit ${OBJECTS_A_READ}`,
    );
    yield* await readLines(
      on,
      clubId,
      entity,
      some.map(({ id }) => id),
    );
    const end = some.at(-1);
    if (some.length < OBJECTS_A_READ || !end) return;
    last = end.id;
  }
}

/** Of a person only what is about the club. */
async function readLines(
  on: Reads,
  clubId: number,
  entity: string,
  ids: readonly string[],
): Promise<readonly Cells[]> {
  if (ids.length === 0) return [];
  return on.execute<Cells>(sql`
    select a.entity as object, a.entity_id as object_id, a.from_state as "from", a.to_state as "to",
      split_part(a.actor, ':', 1) as by, u.name,
      a.detail::text as detail, to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from audit a
    left join users u on u.id = case when a.actor like 'staff:%' then split_part(a.actor, ':', 2)::uuid end
    where a.entity = ${entity} and a.entity_id in ${[...ids]}
      and (a.entity <> 'user' or a.detail ->> 'club' = ${String(clubId)})
    order by a.entity_id, a.id`);
}
