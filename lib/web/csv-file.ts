import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Locale } from '@/lib/core/context';
import { log } from '@/lib/core/log';
import { streamOf } from './stream-of';

type Cells = Readonly<Record<string, string | number | null>>;

type Table = {
  columns: readonly string[];
  rows: AsyncIterable<Cells>;
  /** How a number is written with a decimal point. */
  numberOf: (value: number) => string;
  /** Spreadsheets read semicolons and decimal commas in Spanish, and the opposite in English. */
  locale: Locale;
};

/** `name` is without its ending, in plain letters. */
type Named = Table & { name: string };

/** Rows as a CSV download, written while they are read. */
export const csvFile = ({ name, ...table }: Named): Response =>
  new Response(streamOf(csvOf(table)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}.csv"`,
    },
  });

/**
 * Rows as CSV, written while they are read. A text that a spreadsheet would take for a formula gets an apostrophe
 * (OWASP, CSV injection), a number does not.
 */
export function csvOf({ columns, rows, numberOf, locale }: Table): Readable {
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
    if (error) log().error({ err: error }, 'a download broke off');
  });
  return csv;
}
