import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { END_OF_ROWS, FIRST_LINE } from './backup-tables';

const headerSchema = z.object({ format: z.literal(1), madeAt: z.string(), migrations: z.array(z.string()) });
const COPY = /^COPY "(\w+)" \((.+)\) FROM stdin;\n$/;
const ROWS = /^-- (\d+) rows\n$/;
const SETVAL = /^select setval\('"(\w+)"', (\d+)\);\n$/;

/** A part of a backup in its order. The rows of a table must be read before the next part is. */
export type BackupPart =
  | { kind: 'header'; madeAt: string; migrations: string[] }
  | { kind: 'table'; name: string; columns: string; rows: AsyncIterable<Buffer> }
  | { kind: 'sequence'; name: string; value: string };

/**
 * Reads the file of a backup.
 * @throws Error when it is no backup, was cut, or lacks rows that it was written with
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const text = createGunzip();
  // Whoever reads the text hears of an error of either.
  pipeline(createReadStream(file), text, () => {});
  const lines = linesOf(text);
  yield readHeader(await nextLine(lines));
  for (let line = await lines.next(); !line.done; line = await lines.next()) {
    const said = line.value.toString();
    const [, table, columns] = COPY.exec(said) ?? [];
    const [, sequence, value] = SETVAL.exec(said) ?? [];
    if (table !== undefined && columns !== undefined)
      yield { kind: 'table', name: table, columns, rows: rowsOf(lines, table) };
    else if (sequence !== undefined && value !== undefined) yield { kind: 'sequence', name: sequence, value };
    else throw new Error(`The backup has a line that no backup has: ${said.slice(0, 80)}`);
  }
}

function readHeader(line: Buffer): BackupPart {
  const text = line.toString();
  if (!text.startsWith(FIRST_LINE)) throw new Error('This file is no backup of Pista.');
  return { kind: 'header', ...headerSchema.parse(JSON.parse(text.slice(FIRST_LINE.length))) };
}

async function* rowsOf(lines: AsyncGenerator<Buffer>, table: string): AsyncGenerator<Buffer> {
  const end = Buffer.from(END_OF_ROWS);
  let count = 0;
  for (let line = await nextLine(lines); !line.equals(end); line = await nextLine(lines)) {
    count += 1;
    yield line;
  }
  const [, written] = ROWS.exec((await nextLine(lines)).toString()) ?? [];
  if (Number(written) !== count)
    throw new Error(`The backup has ${count} rows of ${table} instead of ${written}.`);
}

async function nextLine(lines: AsyncGenerator<Buffer>): Promise<Buffer> {
  const line = await lines.next();
  if (line.done) throw new Error('The backup ends too early.');
  return line.value;
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', from)) {
      yield bytes.subarray(from, at + 1);
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
  if (rest.length > 0) throw new Error('The backup ends too early.');
}
