import { z } from 'zod';
import { TILL_KINDS, TILL_METHODS } from '@/db/schema';
import type { Counted } from '@/lib/billing/shifts/close-shift';
import type { ShownEntry } from '@/lib/billing/read-entries';
import type { ShiftReport } from '@/lib/billing/shifts/read-shifts';
import { moneyJson } from '@/lib/core/money';
import { instant, moneySchema } from './members';

const staff = z.strictObject({ id: z.uuid(), name: z.string().nullable() });

export const entrySchema = z
  .strictObject({
    id: z.uuid(),
    shift_id: z.uuid().nullable(),
    kind: z.enum(TILL_KINDS),
    method: z.enum(TILL_METHODS),
    amount: moneySchema.describe('Positive when it came to the club.'),
    reservation_id: z.uuid().nullable(),
    customer_id: z.uuid().nullable(),
    reference: z.string().nullable().describe('The number on the slip, or of the transfer.'),
    reverses: z.uuid().nullable().describe('The entry that this one takes back.'),
    note: z.string().nullable(),
    taken_by: staff,
    at: instant,
  })
  .describe('Money that changed hands at the desk. It is never changed: a mistake is reversed.');

/** A body or query that names a till, under the verb's names. */
export const readShiftId = <Asked extends { shift_id?: string | undefined }>({
  shift_id,
  ...rest
}: Asked) => ({
  ...rest,
  shiftId: shift_id,
});

export const entryShape = (entry: ShownEntry) => ({
  id: entry.id,
  shift_id: entry.shiftId,
  kind: entry.kind,
  method: entry.method,
  amount: moneyJson(entry.amountMinor, entry.currency),
  reservation_id: entry.reservationId,
  customer_id: entry.customerId,
  reference: entry.reference,
  reverses: entry.reverses,
  note: entry.note,
  taken_by: { id: entry.takenBy, name: entry.takenByName },
  at: entry.at.toISOString(),
});

export const shiftSchema = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    opened_by: staff,
    opened_at: instant,
    float: moneySchema,
    closed_by: staff.nullable(),
    closed_at: instant.nullable(),
    expected: moneySchema.describe('The float and all cash of it, as of now until it is closed.'),
    counted: moneySchema.nullable(),
    difference: moneySchema.nullable(),
    note: z.string().nullable(),
    sums: z.array(
      z.strictObject({
        method: z.enum(TILL_METHODS),
        taken: moneySchema,
        paid_out: moneySchema,
        count: z.int(),
      }),
    ),
  })
  .describe('The time between opening a till and counting it.');

export function shiftShape(shift: ShiftReport) {
  const { expectedMinor, countedMinor, closedBy, currency } = shift;
  const money = (minor: number) => moneyJson(minor, currency);
  return {
    id: shift.id,
    name: shift.name,
    opened_by: { id: shift.openedBy, name: shift.openedByName },
    opened_at: shift.openedAt.toISOString(),
    float: money(shift.floatMinor),
    closed_by: closedBy && { id: closedBy, name: shift.closedByName },
    closed_at: shift.closedAt?.toISOString() ?? null,
    expected: money(expectedMinor),
    counted: countedMinor === null ? null : money(countedMinor),
    difference: countedMinor === null ? null : money(countedMinor - expectedMinor),
    note: shift.note,
    sums: shift.sums.map(({ method, inMinor, outMinor, count }) => ({
      method,
      taken: money(inMinor),
      paid_out: money(outMinor),
      count,
    })),
  };
}

export const countedSchema = z.strictObject({
  expected: moneySchema,
  counted: moneySchema,
  difference: moneySchema,
});

export const countedShape = ({ expectedMinor, countedMinor, currency }: Counted) => ({
  expected: moneyJson(expectedMinor, currency),
  counted: moneyJson(countedMinor, currency),
  difference: moneyJson(countedMinor - expectedMinor, currency),
});
