import { addDays, localDateOf } from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import type { Schema } from './document';
import { hostileValue } from './hostile';
import { isKind, type Kind, Known } from './known';

const today = localDateOf(Date.now(), 'Europe/Madrid');
const times = Array.from({ length: 34 }, (_, half) => half + 14).map(
  (half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`,
);

/** What a schema cannot say and a request needs in order to get far, by the name of the member. */
const LIKELY: Readonly<Record<string, readonly unknown[]>> = {
  duration: [60, 90, 120],
  start_time: times,
  time: times,
  city: ['Madrid', 'málaga', 'BARCELONA', 'Nowhere'],
  q: ['padel', 'pista 1', 'Madrid', 'retiro'],
  indoor: ['true', 'false'],
  unread: ['true', 'false'],
  radius_km: [1, 10, 200],
  lat: [40.4168, 36.72],
  lng: [-3.7038, -4.42],
  page: [1, 1, 2],
  code: ['racket', 'balls'],
  quantity: [1, 2],
  revision: [0, 1, 2],
  amount: ['5.00', '36.00', '0.50'],
  float: ['0.00', '150.00'],
  counted: ['150.00', '186.00'],
  currency: ['EUR', 'eur', 'MXN'],
};

const known = (kind: Kind): fc.Arbitrary<unknown> => fc.nat(10_000).map((nth) => new Known(kind, nth));

/** A value that the schema allows; ids are mostly such as exist. */
export function fitting(schema: Schema, name = ''): fc.Arbitrary<unknown> {
  const kind = name.replace(/_id$/, '');
  const plain = name in LIKELY ? likely(schema, name) : anyOf(schema, name);
  if (name.endsWith('_id') && isKind(kind)) {
    return fc.oneof({ weight: 5, arbitrary: known(kind) }, { weight: 1, arbitrary: plain });
  }
  return plain;
}

const likely = (schema: Schema, name: string) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...(LIKELY[name] ?? [])) },
    { weight: 1, arbitrary: anyOf(schema, name) },
  );

function anyOf(schema: Schema, name: string): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => fitting({ ...schema, type }, name)));
  }
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => fitting(one, name)));
  switch (schema.type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      // `court_ids` holds what `court_id` does.
      return fc.array(fitting(schema.items ?? {}, name.replace(/s$/, '')), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 8),
      });
    case 'integer':
      return numberOf(schema, true);
    case 'number':
      return numberOf(schema, false);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema, name);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Its required members with none, one or any of the others: one that is wrong hides all the rest. */
function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<object> {
  const members = Object.entries(properties).map(([name, member]) => [name, fitting(member, name)] as const);
  const needed = members.filter(([name]) => required.includes(name));
  const others = members.filter(([name]) => !required.includes(name));
  const only = (some: typeof members) => fc.record(Object.fromEntries(some), { noNullPrototype: true });
  const any = fc.record(Object.fromEntries(members), {
    requiredKeys: needed.map(([name]) => name),
    noNullPrototype: true,
  });
  return fc.oneof(
    { weight: 2 * others.length + 1, arbitrary: only(needed) },
    ...others.map((other) => ({ weight: 3, arbitrary: only([...needed, other]) })),
    { weight: others.length, arbitrary: any },
  );
}

function numberOf(schema: Schema, whole: boolean): fc.Arbitrary<number> {
  const min = schema.minimum ?? (schema.exclusiveMinimum === undefined ? -1e6 : schema.exclusiveMinimum + 1);
  const max = schema.maximum ?? (schema.exclusiveMaximum === undefined ? 1e6 : schema.exclusiveMaximum - 1);
  const within = whole
    ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
    : fc.double({ min, max, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6);
  return fc.oneof({ weight: 3, arbitrary: within }, { weight: 1, arbitrary: fc.constantFrom(min, max) });
}

function textOf(
  { format, pattern, minLength = 0, maxLength = 60 }: Schema,
  name: string,
): fc.Arbitrary<unknown> {
  if (format === 'uuid') {
    const somebody = name === 'participants' ? [{ weight: 4, arbitrary: known('user') }] : [];
    return fc.oneof(...somebody, { weight: 1, arbitrary: fc.uuid() });
  }
  if (format === 'email' || format === 'idn-email') return fc.oneof(known('email'), fc.emailAddress());
  if (format === 'date') return fc.oneof({ weight: 5, arbitrary: soon }, { weight: 1, arbitrary: edges });
  if (format === 'date-time') return fc.integer({ min: -1, max: 400 }).map(instantIn);
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  const longest = Math.max(minLength, Math.min(maxLength, 60));
  return fc.string({ minLength, maxLength: longest }).map((text) => text.padEnd(minLength, 'x'));
}

const soon = fc.integer({ min: 0, max: 13 }).map((days) => addDays(today, days));
const edges = fc.constantFrom(-1, 0, 40, 200, 729, 730).map((days) => addDays(today, days));
const instantIn = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** An object that is no longer what its schema allows: a member of another kind, one too few, one too many, or none. */
export function unfitting(schema: Schema): fc.Arbitrary<unknown> {
  const names = Object.keys(schema.properties ?? {});
  const fit = objectOf(schema);
  if (names.length === 0)
    return fc.oneof(hostileValue, fc.dictionary(fc.string({ minLength: 1 }), hostileValue));
  const name = fc.constantFrom(...names);
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(fit, name, hostileValue).map(([value, at, bad]) => ({ ...value, [at]: bad })),
    },
    { weight: 1, arbitrary: fc.tuple(fit, name).map(([value, at]) => without(value, at)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fit, fc.string(), hostileValue)
        .map(([value, key, bad]) => ({ ...value, [key]: bad })),
    },
    { weight: 1, arbitrary: hostileValue },
  );
}

const without = (value: object, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
