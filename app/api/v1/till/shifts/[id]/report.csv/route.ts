import { idParam } from '@/app/api/v1/_shapes/id-param';
import { exportShift, type ShiftExport } from '@/lib/billing/shifts/export-shift';
import { toDecimal } from '@/lib/core/money';
import { localDateOf, localTime } from '@/lib/core/time';
import { file } from '@/lib/web/answer';
import { csvFile } from '@/lib/web/csv-file';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const COLUMNS = [
  'line',
  'date',
  'time',
  'method',
  'amount',
  'currency',
  'customer',
  'court',
  'reference',
  'note',
  'taken_by',
] as const;
type Line = Partial<Record<(typeof COLUMNS)[number], string | number | null>>;

export const GET = route(
  {
    auth: 'required',
    params: idParam,
    summary:
      'The report of a shift as a CSV file: its float, each entry, and what it should hold and was counted',
    answer: file('text/csv'),
  },
  async ({ ctx, params }) => {
    const book = await exportShift(ctx, params.id);
    return csvFile({
      name: `${book.club.slug}-till-${localDateOf(book.shift.openedAt.getTime(), book.club.timeZone)}`,
      columns: COLUMNS,
      rows: linesOf(book),
      numberOf: (minor) => toDecimal(minor, book.club.currency),
      locale: ctx.locale,
    });
  },
);

async function* linesOf({ club, shift, entries }: ShiftExport): AsyncGenerator<Line> {
  const { currency, expectedMinor, countedMinor, closedAt, closedByName } = shift;
  const at = (instant: Date) => ({
    date: localDateOf(instant.getTime(), club.timeZone),
    time: localTime(instant.getTime(), club.timeZone),
  });
  const cash = { method: 'cash', currency };
  yield {
    line: 'float',
    ...at(shift.openedAt),
    ...cash,
    amount: shift.floatMinor,
    taken_by: shift.openedByName,
  };
  for await (const entry of entries)
    yield {
      line: entry.reverses === null ? entry.kind : 'correction',
      ...at(entry.at),
      method: entry.method,
      amount: entry.amountMinor,
      currency: entry.currency,
      customer: entry.customerName ?? entry.title,
      court: entry.courtName,
      reference: entry.reference,
      note: entry.note,
      taken_by: entry.takenByName,
    };
  yield { line: 'expected', ...cash, amount: expectedMinor };
  if (closedAt === null || countedMinor === null) return;
  const closing = { ...at(closedAt), ...cash, taken_by: closedByName };
  yield { line: 'counted', ...closing, amount: countedMinor };
  yield { line: 'difference', ...closing, amount: countedMinor - expectedMinor, note: shift.note };
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
