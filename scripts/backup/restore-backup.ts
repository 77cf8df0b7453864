import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres from 'postgres';
import { sqlState } from '@/db/failure';
import { MIGRATIONS_FOLDER } from '@/db/migrate';
import { prepareDatabase } from '@/scripts/prepare-database';
import { type BackupTable, batched, columnList, listTables, quoted } from './backup-tables';
import { assertEmpty } from './assert-empty';
import { type BackupPart, readBackup } from './read-backup';

type TableRows = Extract<BackupPart, { kind: 'table' }>;

/**
 * Migrates an empty database and copies the rows of a backup into it in one transaction, without firing a trigger.
 * It needs no more rights than owning the tables.
 * @returns how many rows were copied
 * @throws Error when the database is not empty, or another release made the backup
 */
export async function restoreBackup(url: string, file: string): Promise<number> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    await assertEmpty(sql);
    const parts = readBackup(file);
    assertSameRelease(await parts.next());
    await prepareDatabase(url);
    const copied = await sql.begin((tx) => copyParts(tx, parts));
    await sql`analyze`;
    return copied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function assertSameRelease({ value: header }: IteratorResult<BackupPart, void>): void {
  if (header?.kind !== 'header') throw new Error('This file is no backup of Pista.');
  const ours = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map(({ hash }) => hash);
  const same =
    ours.length === header.migrations.length && ours.every((hash) => header.migrations.includes(hash));
  if (same) return;
  throw new Error(
    `The backup of ${header.madeAt} has ${header.migrations.length} migrations and this release ${ours.length}. ` +
      'Restore it with the release that made it, then migrate with this one.',
  );
}

async function copyParts(tx: postgres.TransactionSql, parts: AsyncIterable<BackupPart>): Promise<number> {
  const tables = new Map((await listTables(tx)).map((table) => [table.name, table]));
  await switchTriggers(tx, tables.keys(), 'disable');
  let copied = 0;
  for await (const part of parts) {
    if (part.kind === 'table') copied += await copyTable(tx, tables.get(part.name), part);
    if (part.kind === 'sequence')
      await tx`select setval(${`public.${quoted(part.name)}`}::regclass, ${part.value}::bigint)`;
  }
  await switchTriggers(tx, tables.keys(), 'enable');
  return copied;
}

/** Foreign keys stay on, which only a superuser may switch off. */
async function switchTriggers(
  tx: postgres.TransactionSql,
  tables: Iterable<string>,
  to: 'enable' | 'disable',
): Promise<void> {
  for (const table of tables) await tx.unsafe(`alter table ${quoted(table)} ${to} trigger user`);
}

async function copyTable(
  tx: postgres.TransactionSql,
  table: BackupTable | undefined,
  { name, columns, rows }: TableRows,
): Promise<number> {
  if (table === undefined || columnList(table) !== columns)
    throw new Error(`The backup has columns of ${name} that the database has not.`);
  const into = await tx.unsafe(`copy ${quoted(name)} (${columns}) from stdin`).writable();
  await writeAll(into, batched(rows));
  const [copied] = await tx<{ count: number }[]>`select count(*)::int from ${tx(name)}`.catch((cause) => {
    // The driver keeps to itself what PostgreSQL says at the end of a copy, as of a foreign key.
    if (sqlState(cause) !== FAILED_TRANSACTION) throw cause;
    throw new Error(`PostgreSQL refused rows of ${name}: its log says why.`, { cause });
  });
  return copied?.count ?? 0;
}

const FAILED_TRANSACTION = '25P02';

/**
 * Ends the copy without waiting for its answer, which never comes when PostgreSQL refuses it then. A copy whose rows
 * cannot be read is given up, so that the transaction can be rolled back.
 */
async function writeAll(into: Writable, pieces: AsyncIterable<Buffer>): Promise<void> {
  const failed = once(into, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  try {
    for await (const piece of pieces) await Promise.race([written(into, piece), failed]);
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  into.end();
  await setImmediate();
}

const written = (into: Writable, piece: Buffer) =>
  new Promise<void>((resolve, reject) => into.write(piece, (error) => (error ? reject(error) : resolve())));
