import { z } from 'zod';

const KINDS = [
  'club',
  'court',
  'reservation',
  'payment',
  'notification',
  'operation',
  'token',
  'user',
  'email',
  'customer',
  'due',
  'entry',
  'shift',
  'act',
] as const;
export type Kind = (typeof KINDS)[number];

/** What a club's staff change. */
const OF_STAFF: readonly Kind[] = ['club', 'court', 'customer', 'due', 'entry', 'shift', 'act'];

/** Whether a path is about something that a club's staff change. */
export const isOfStaff = (path: string): boolean => OF_STAFF.some((kind) => kind === kindAt(path));
export const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name);

/** Stands in a case for the so-manieth of the ids that earlier answers told of. */
export class Known {
  constructor(
    readonly kind: Kind,
    readonly nth: number,
  ) {}
}

/** What somebody has; of all else it does not matter who was told of it. */
const PRIVATE: readonly Kind[] = ['reservation', 'payment', 'notification', 'operation', 'token'];

/** Something an answer told of, and who has it. */
type Found = { value: string | number; holder: string | null };

/** No key that a case itself is sent with; else it would be revoked, and what came after would tell nothing. */
const OWN_KEYS = 'bench';
const MOST_OF_A_KIND = 2_000;

export type Knowledge = {
  /** Learns from what somebody was answered at a path. */
  learn: (path: string, answer: unknown, holder: string | null) => void;
  tell: (kind: Kind, value: string | number, holder: string | null) => void;
  find: (known: Known) => Found | undefined;
};

/** What the cases of a run have learnt from their answers. */
export function startKnowing(): Knowledge {
  const found = new Map<Kind, Map<string | number, Found>>(KINDS.map((kind) => [kind, new Map()]));
  const tell: Knowledge['tell'] = (kind, value, holder) => {
    const ofKind = found.get(kind);
    if (ofKind && ofKind.size < MOST_OF_A_KIND && !ofKind.get(value)?.holder)
      ofKind.set(value, { value, holder });
  };
  return {
    tell,
    learn: (path, answer, holder) => {
      const kind = kindAt(path);
      for (const [what, value] of idsIn(answer, kind))
        tell(what, value, PRIVATE.includes(what) ? holder : null);
    },
    find: ({ kind, nth }) => {
      const values = [...(found.get(kind)?.values() ?? [])];
      // The newest are the likeliest to be in a state where something can be done with them.
      return values[values.length - 1 - (nth % Math.max(1, values.length))];
    },
  };
}

/** `/api/v1/users/me/tokens/{id}` is about a token. */
export function kindAt(path: string): Kind | null {
  const nouns = path
    .split('/')
    .map(singularOf)
    .filter((segment) => isKind(segment));
  return nouns.findLast(isKind) ?? null;
}

const singularOf = (noun: string) => noun.replace(/ies$/, 'y').replace(/s$/, '');

const idSchema = z.union([z.string(), z.int()]);
const objectSchema = z.record(z.string(), z.unknown());

function* idsIn(value: unknown, kind: Kind | null): Generator<[Kind, string | number]> {
  if (Array.isArray(value)) {
    for (const item of value) yield* idsIn(item, kind);
    return;
  }
  const members = objectSchema.safeParse(value).data;
  if (!members || members.name === OWN_KEYS) return;
  const own = typeof members.type === 'string' && isKind(members.type) ? members.type : kind;
  for (const [name, member] of Object.entries(members)) {
    const told = toldBy(name, own);
    const id = idSchema.safeParse(member).data;
    if (told && id !== undefined) yield [told, id];
    else yield* idsIn(member, name === 'results' ? own : namedBy(name));
  }
}

/** The kind that a member's name says: `court`, `courts`, `court_id`. */
function namedBy(name: string): Kind | null {
  const singular = singularOf(name.replace(/_id$/, ''));
  return isKind(singular) ? singular : null;
}

/** Of which kind a member is the id, if it is one; a slug is a club's, whatever it stands beside. */
function toldBy(name: string, own: Kind | null): Kind | null {
  if (name === 'slug') return 'club';
  if (name === 'id') return own;
  return name.endsWith('_id') ? namedBy(name) : null;
}
