import { fc } from '@/test/fast-check';
import type { Operation } from './document';
import { type Form, formsOf } from './forms';
import { hostileBody, hostileSegment, hostileTail, hostileText } from './hostile';
import { hostileHeader } from './hostile-headers';
import { Known, kindAt } from './known';
import { fitting, unfitting } from './values';

/** Whose key a case is sent with. `holder` is the one who has what it names, or anybody when it names nothing of anybody's. */
const ROLES = ['holder', 'writer', 'reader', 'owner', 'operator', 'nobody'] as const;
export type Role = (typeof ROLES)[number];

/** A segment as it goes out, percent-encoded, or the id of something known. */
export type Segment = { wild: string } | { plain: unknown };

/** One request, before anybody knows which ids there are. */
export type Case = {
  method: string;
  role: Role;
  segments: Record<string, Segment>;
  query: [string, unknown][];
  /** Put behind the query as it is. */
  tail: string;
  headers: [string, string][];
  body: { json: unknown } | { form: Form } | { raw: Buffer } | null;
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Requests of one operation: most as described, others with something wrong in one or more of their parts. */
export function casesOf(operation: Operation): fc.Arbitrary<Case> {
  const foreign = METHODS.filter((method) => !operation.served.includes(method));
  return fc.record({
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(operation.method) },
      { weight: 1, arbitrary: fc.constantFrom(...foreign) },
    ),
    role,
    segments: segmentsOf(operation),
    query: queryOf(operation),
    tail: fc.oneof({ weight: 15, arbitrary: fc.constant('') }, { weight: 1, arbitrary: hostileTail }),
    headers: fc.oneof(
      { weight: 4, arbitrary: fc.constant<[string, string][]>([]) },
      { weight: 1, arbitrary: fc.array(hostileHeader, { minLength: 1, maxLength: 3 }) },
    ),
    body: bodyOf(operation),
  });
}

const WEIGHTS: Readonly<Record<Role, number>> = {
  holder: 6,
  writer: 1,
  reader: 1,
  owner: 2,
  operator: 1,
  nobody: 1,
};

const role: fc.Arbitrary<Role> = fc.oneof(
  ...ROLES.map((one) => ({ weight: WEIGHTS[one], arbitrary: fc.constant(one) })),
);

function segmentsOf({ path, parameters }: Operation): fc.Arbitrary<Record<string, Segment>> {
  const kind = kindAt(path);
  const arbitraries = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, schema }) => {
      const plain = fitting(schema, name)
        .filter((value) => value !== '' && value !== '.' && value !== '..')
        .map((value): Segment => ({ plain: value }));
      const knownOne = fc.nat(10_000).map((nth): Segment => ({ plain: kind ? new Known(kind, nth) : nth }));
      const wild = hostileSegment.map((text): Segment => ({ wild: text }));
      return [
        name,
        fc.oneof(
          { weight: 10, arbitrary: knownOne },
          { weight: 1, arbitrary: plain },
          { weight: 1, arbitrary: wild },
        ),
      ] as const;
    });
  return fc.record(Object.fromEntries(arbitraries));
}

function queryOf({ parameters }: Operation): fc.Arbitrary<[string, unknown][]> {
  const named = parameters.filter((parameter) => parameter.in === 'query');
  const described = fitting({
    type: 'object',
    properties: Object.fromEntries(named.map(({ name, schema }) => [name, schema])),
    required: named.filter(({ required }) => required).map(({ name }) => name),
  }).map((values): [string, unknown][] => Object.entries(values ?? {}));
  const names = ['preview', 'constructor', 'limit', ...named.map(({ name }) => name)];
  const stray = fc.tuple(fc.constantFrom(...names), hostileText);
  return fc.oneof(
    { weight: 4, arbitrary: described },
    {
      weight: named.length === 0 ? 1 : 2,
      arbitrary: fc
        .tuple(described, fc.array(stray, { minLength: 1, maxLength: 2 }), fc.boolean())
        .map(([fit, bad, instead]): [string, unknown][] => [
          ...fit.filter(([name]) => !instead || bad.every(([other]) => other !== name)),
          ...bad,
        ]),
    },
  );
}

function bodyOf({ method, body, form }: Operation): fc.Arbitrary<Case['body']> {
  const raw = hostileBody.map((bytes) => ({ raw: bytes }));
  if (method === 'GET') return fc.constant(null);
  const json = (value: unknown) => ({ json: value });
  if (form !== null) {
    const forms = formsOf(form).map((one) => ({ form: one }));
    return fc.oneof({ weight: 9, arbitrary: forms }, { weight: 1, arbitrary: raw });
  }
  if (body === null) {
    const bare: fc.Arbitrary<Case['body']> = fc.constant(null);
    return fc.oneof(
      { weight: 8, arbitrary: bare },
      { weight: 1, arbitrary: unfitting({}).map(json) },
      { weight: 1, arbitrary: raw },
    );
  }
  return fc.oneof(
    { weight: 6, arbitrary: fitting(body).map(json) },
    { weight: 3, arbitrary: unfitting(body).map(json) },
    { weight: 1, arbitrary: raw },
  );
}
