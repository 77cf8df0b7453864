import { z } from 'zod';
import { RESERVATION_KINDS, STAFF_ROLES, TILL_METHODS } from '@/db/schema';
import type { HistoryEntry } from '@/lib/desk/history/list-history';

/** The fields that the activity has words for. Others are for programs, and the API tells them. */
const FIELDS = [
  'method',
  'kind',
  'reason',
  'fields',
  'as',
  'name',
  'phone',
  'email',
  'category',
  'note',
  'title',
] as const;
type Field = (typeof FIELDS)[number];

/** A value of a field: text as it was typed, or a word of ours. */
export type ChangeValue =
  | { kind: 'text'; text: string }
  | { kind: 'none' }
  | { kind: 'method'; method: (typeof TILL_METHODS)[number] }
  | { kind: 'booking'; booking: (typeof RESERVATION_KINDS)[number] }
  | { kind: 'role'; role: (typeof STAFF_ROLES)[number] }
  | { kind: 'fields'; fields: readonly Field[] };

export type Change = { name: Field; before: ChangeValue | null; after: ChangeValue };

/** What a line of the audit says of each field: what it was and what it became, or one value. */
export function beforeAndAfter({ detail }: Pick<HistoryEntry, 'detail'>): Change[] {
  if (detail === null) return [];
  const { before, after, ...rest } = detail;
  const old = recordOf(before);
  return [
    ...told(recordOf(after)).map(([name, value]) => ({
      name,
      before: name in old ? readValue(name, old[name]) : null,
      after: readValue(name, value),
    })),
    ...told(rest).map(([name, value]) => ({ name, before: null, after: readValue(name, value) })),
  ];
}

const recordOf = (value: unknown): Record<string, unknown> =>
  z.record(z.string(), z.unknown()).catch({}).parse(value);

const told = (values: Record<string, unknown>): [Field, unknown][] =>
  FIELDS.flatMap((name): [Field, unknown][] => (name in values ? [[name, values[name]]] : []));

const method = z.enum(TILL_METHODS).transform((one) => ({ kind: 'method' as const, method: one }));
const booking = z.enum(RESERVATION_KINDS).transform((one) => ({ kind: 'booking' as const, booking: one }));
const role = z.enum(STAFF_ROLES).transform((one) => ({ kind: 'role' as const, role: one }));
const fields = z.array(z.enum(FIELDS)).transform((some) => ({ kind: 'fields' as const, fields: some }));
const text = z.coerce.string().transform((one) => ({ kind: 'text' as const, text: one }));

const READ: Partial<Record<Field, z.ZodType<ChangeValue>>> = { method, kind: booking, as: role, fields };

function readValue(name: Field, value: unknown): ChangeValue {
  if (value === null || value === undefined) return { kind: 'none' };
  return READ[name]?.safeParse(value).data ?? text.parse(value);
}
