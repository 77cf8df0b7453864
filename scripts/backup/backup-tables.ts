import type postgres from 'postgres';

/** A table as it is copied: every column that PostgreSQL does not compute itself. */
export type BackupTable = { name: string; columns: string[] };
type ReadTable = BackupTable & { references: string[] };

/**
 * Every table of Pista, each after those that its foreign keys name. Rows that are copied in this order break no
 * foreign key.
 * @throws Error when tables name each other in a circle
 */
export async function listTables(sql: postgres.ISql): Promise<BackupTable[]> {
  const tables = await sql<ReadTable[]>`
    select c.relname as name,
      array(select attname::text from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as references
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`;
  return inOrder(tables);
}

function inOrder(tables: readonly ReadTable[]): BackupTable[] {
  const ordered: BackupTable[] = [];
  let rest = [...tables];
  while (rest.length > 0) {
    const waiting = new Set(rest.map(({ name }) => name));
    const free = rest.filter(({ references }) => !references.some((name) => waiting.has(name)));
    if (free.length === 0) throw new Error(`These tables name each other: ${[...waiting].join(', ')}.`);
    ordered.push(...free.map(({ name, columns }) => ({ name, columns })));
    rest = rest.filter((table) => !free.includes(table));
  }
  return ordered;
}

/** The columns of a table as PostgreSQL reads them in a statement. */
export const columnList = ({ columns }: BackupTable): string => columns.map(quoted).join(', ');

/** A name as PostgreSQL reads it in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** What begins the file of a backup. */
export type BackupHeader = { format: 1; madeAt: string; migrations: string[] };

/** Begins the first line of a backup, before its header. */
export const FIRST_LINE = '-- Pista backup ';
/** Ends the rows of a table, as in `COPY` of psql. No row is equal to it. */
export const END_OF_ROWS = '\\.\n';

const BATCH_BYTES = 65_536;

/** The same bytes in fewer and larger pieces, since a piece costs more than its bytes. */
export async function* batched(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    batch.push(piece);
    bytes += piece.length;
    if (bytes < BATCH_BYTES) continue;
    yield Buffer.concat(batch);
    batch = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(batch);
}
