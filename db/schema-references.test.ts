import { is } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { type AnyPgColumn, getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import { expect, test } from 'vitest';
import { sql } from '@/db';
import * as schema from '@/db/schema';

const tables = Object.values(schema).filter((value) => is(value, PgTable));
const named = (table: PgTable, columns: readonly AnyPgColumn[]) =>
  `${getTableConfig(table).name}(${columns.map(({ name, keyAsName }) => (keyAsName ? toSnakeCase(name) : name)).join()})`;

test('the references that the schema declares are those of the database', async () => {
  const declared = tables.flatMap((table) =>
    getTableConfig(table).foreignKeys.map((key) => {
      const { columns, foreignTable, foreignColumns } = key.reference();
      return `${named(table, columns)} → ${named(foreignTable, foreignColumns)}`;
    }),
  );
  const stored = await sql()<{ reference: string }[]>`
    select format(
      '%s(%s) → %s(%s)',
      conrelid::regclass,
      (select string_agg(attname, ',' order by at) from unnest(conkey) with ordinality as key (number, at)
        join pg_attribute on attrelid = conrelid and attnum = number),
      confrelid::regclass,
      (select string_agg(attname, ',' order by at) from unnest(confkey) with ordinality as key (number, at)
        join pg_attribute on attrelid = confrelid and attnum = number)
    ) as reference
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
  `;
  expect(declared.length).toBeGreaterThan(10);
  expect(declared.toSorted()).toEqual(stored.map(({ reference }) => reference).toSorted());
});

test('a booking that is deleted is looked for by an index, not by reading all that may refer to it', async () => {
  const unlisted = await sql()<{ reference: string }[]>`
    select format('%s(%s)', conrelid::regclass, attname) as reference
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f' and confrelid = 'reservations'::regclass and not exists (
      select from pg_index where indrelid = conrelid and indkey[0] = conkey[1]
        and (indpred is null or pg_get_expr(indpred, indrelid) = format('(%I IS NOT NULL)', attname))
    )
  `;
  // It keeps two days.
  expect(unlisted.map(({ reference }) => reference)).toEqual(['left_places(reservation_id)']);
});
