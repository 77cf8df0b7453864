import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Locale } from '@/lib/core/context';
import { log } from '@/lib/core/log';

type Cells = Readonly<Record<string, string | number | null>>;

type File = {
  /** Without its ending, in plain letters. */
  name: string;
  columns: readonly string[];
  rows: AsyncIterable<Cells>;
  /** How a number is written with a decimal point. */
  numberOf: (value: number) => string;
  /** Spreadsheets read semicolons and decimal commas in Spanish, and the opposite in English. */
  locale: Locale;
};

/**
 * Rows as a CSV download, written while they are read. A text that a spreadsheet would take for a formula gets an
 * apostrophe (OWASP, CSV injection), a number does not.
 */
export function csvFile({ name, columns, rows, numberOf, locale }: File): Response {
  const inSpanish = locale === 'es';
  const csv = stringify({
    columns: [...columns],
    header: true,
    bom: true,
    delimiter: inSpanish ? ';' : ',',
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      number: (value) => ({
        value: inSpanish ? numberOf(value).replace('.', ',') : numberOf(value),
        escape_formulas: false,
      }),
    },
  });
  pipeline(Readable.from(rows), csv, (error) => {
    if (error) log().error({ err: error, file: name }, 'a download broke off');
  });
  return new Response(streamOf(csv), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  });
}

/** The bytes of a stream as a response sends them. A reader who goes away ends it. */
function streamOf(bytes: Readable): ReadableStream<Uint8Array> {
  const chunks = bytes[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => {
      bytes.destroy();
    },
  });
}
