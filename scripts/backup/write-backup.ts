import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import postgres from 'postgres';
import { readAppliedHashes } from '@/db/migrate';
import {
  type BackupHeader,
  type BackupTable,
  batched,
  columnList,
  END_OF_ROWS,
  FIRST_LINE,
  listTables,
  quoted,
} from './backup-tables';

/**
 * Writes every row of every table as it is at one moment, and where each sequence stands. Nobody waits for it. The
 * file is what psql reads, compressed by gzip, and appears under its name once it is whole.
 * @returns how many rows it holds
 */
export async function writeBackup(url: string, file: string): Promise<number> {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'pista backup', statement_timeout: 0 },
  });
  const part = `${file}.part`;
  const counted = { rows: 0 };
  try {
    await sql.begin('isolation level repeatable read read only', async (tx) => {
      await tx`set local idle_in_transaction_session_timeout = 0`;
      const target = createWriteStream(part, { mode: 0o600, flush: true });
      await pipeline(textOf(tx, counted), createGzip(), target);
    });
    await rename(part, file);
    return counted.rows;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function* textOf(
  tx: postgres.TransactionSql,
  counted: { rows: number },
): AsyncGenerator<string | Buffer> {
  const header: BackupHeader = {
    format: 1,
    madeAt: new Date().toISOString(),
    migrations: [...(await readAppliedHashes(tx))].sort(),
  };
  yield `${FIRST_LINE}${JSON.stringify(header)}\n`;
  for (const table of await listTables(tx)) yield* rowsOf(tx, table, counted);
  yield* sequencesOf(tx);
}

async function* rowsOf(
  tx: postgres.TransactionSql,
  table: BackupTable,
  counted: { rows: number },
): AsyncGenerator<string | Buffer> {
  const columns = columnList(table);
  const rows: Readable = await tx
    .unsafe(`copy (select ${columns} from ${quoted(table.name)}) to stdout`)
    .readable();
  yield `COPY ${quoted(table.name)} (${columns}) FROM stdin;\n`;
  let count = 0;
  for await (const batch of batched(rows)) {
    count += linesIn(batch);
    yield batch;
  }
  // The driver leaves its socket paused when the last rows filled the stream, and this lets it go on.
  rows._read(0);
  yield `${END_OF_ROWS}-- ${count} rows\n`;
  counted.rows += count;
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** Read after the rows, since a sequence knows no snapshot: it stands at the highest row or above. */
async function* sequencesOf(tx: postgres.TransactionSql): AsyncGenerator<string> {
  const sequences = await tx<{ name: string; value: string }[]>`
    select sequencename as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by sequencename`;
  for (const { name, value } of sequences) yield `select setval('${quoted(name)}', ${value});\n`;
}
