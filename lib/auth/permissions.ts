import type { Actor, Context, Person, Self, StaffRole } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { DAY_MS } from '@/lib/core/time';

const MANAGERS = ['manager', 'owner'] as const;
const AT_DESK = ['desk', ...MANAGERS] as const;
const FOR_BOOKS = [...MANAGERS, 'accountant'] as const;
const EVERYBODY = [...AT_DESK, 'accountant'] as const;

/** The roles that may do each act at their club. Operators may do all of them, recorded as staff. */
export const MAY = {
  /** One booking by its id, which every due and entry of the till names. */
  seeBooking: EVERYBODY,
  seePlanner: AT_DESK,
  seePeople: AT_DESK,
  searchClub: AT_DESK,
  seeMessages: AT_DESK,
  resend: AT_DESK,
  /** In words of one's own, to several people at once. */
  writeToPeople: AT_DESK,
  /** Courts, hours, prices and rules of the club. */
  seeSetUp: EVERYBODY,

  bookAtDesk: AT_DESK,
  moveBookings: AT_DESK,
  checkIn: AT_DESK,
  markNoShow: AT_DESK,
  changePlayers: AT_DESK,
  /** Up to a day. */
  block: AT_DESK,
  blockLong: MANAGERS,
  breakClosedHours: MANAGERS,
  /** What a series would be. A manager saves it. */
  draftSeries: AT_DESK,
  changeSeries: MANAGERS,
  /** What a colleague did. One's own acts are undone by the verb that did them. */
  undoForOthers: MANAGERS,

  cancelByPolicy: AT_DESK,
  overridePolicy: MANAGERS,
  refundAnyAmount: MANAGERS,
  setPrice: MANAGERS,

  takeMoney: AT_DESK,
  /** Up to what was paid. */
  payOut: AT_DESK,
  openShift: AT_DESK,
  closeOwnShift: AT_DESK,
  /** Somebody else's, or one that is closed. */
  correctShift: MANAGERS,
  waiveDue: MANAGERS,
  /** Dues, and one's own shift of the till. */
  seeOwnShift: EVERYBODY,
  seeMoney: FOR_BOOKS,
  exportMoney: FOR_BOOKS,

  /** Name, contact and note. */
  changePeople: AT_DESK,
  setCategory: MANAGERS,
  blockCustomer: MANAGERS,
  mergePeople: MANAGERS,
  erasePeople: MANAGERS,
  exportPeople: MANAGERS,

  seeOwnActs: EVERYBODY,
  seeActivity: FOR_BOOKS,

  changeCourts: MANAGERS,
  changeHours: MANAGERS,
  changePrices: MANAGERS,
  changeCategories: MANAGERS,
  changePhotos: MANAGERS,
  pauseSales: MANAGERS,
  changeClub: ['owner'],
  changePolicy: ['owner'],
  team: ['owner'],
  apiKeys: ['owner'],
  publish: ['owner'],
  exportClub: ['owner'],
  deleteClub: ['owner'],
  restoreClub: ['owner'],
} as const satisfies Record<string, readonly StaffRole[]>;

export type Verb = keyof typeof MAY;

/** The right that a block of some length in milliseconds asks for. */
export const blockVerb = (lengthMs: number): Verb => (lengthMs > DAY_MS ? 'blockLong' : 'block');

/**
 * The signed-in person, or whoever made the club's key that is used.
 * @throws AppError `unauthenticated` when nobody is signed in
 */
export function requireActor({ actor }: Pick<Context, 'actor'>): Person {
  if (actor.kind === 'person') return actor;
  throw new AppError('unauthenticated', 'Sign in to do this.');
}

/**
 * The signed-in person in their own affairs.
 * @throws AppError `unauthenticated` when nobody is signed in, `forbidden` for a key of a club
 */
export function requireSelf(ctx: Pick<Context, 'actor'>): Self {
  const person = requireActor(ctx);
  if (isSelf(person)) return person;
  throw new AppError('forbidden', 'A key of a club acts for the club alone; use one of your own.');
}

/** Whether this is a person in their own affairs, in which a key of a club has no part. */
export const isSelf = (actor: Actor): actor is Self =>
  actor.kind === 'person' && actor.via.kind !== 'clubKey';

/** Whether something of this account is the actor's own. */
export const isOwn = (actor: Actor, userId: string | null): boolean =>
  isSelf(actor) && actor.userId === userId;

/**
 * The signed-in operator.
 * @throws AppError `unauthenticated`, `forbidden`
 */
export function requireOperator(ctx: Context): Person {
  const person = requireActor(ctx);
  if (person.operator) return person;
  throw new AppError('forbidden', 'Only the operators of Pista may do this.');
}

/** Whether this actor may do that at the club. Operators and Pista's own jobs always may. */
export function may(actor: Actor, clubId: number, verb: Verb): boolean {
  if (actor.kind !== 'person') return actor.kind === 'system';
  const role = roleAt(actor, clubId);
  return actor.operator || (role !== null && rolesFor(verb).includes(role));
}

/**
 * Whoever may do that at this club: `requireMay(ctx, club.id, 'changePrices')`. `what` is what is asked for.
 * @throws AppError `unauthenticated`; `not_found` without a role at that club, so that it reveals nothing;
 *   `forbidden` for a role that may not
 */
export function requireMay(ctx: Context, clubId: number, verb: Verb, what = 'club'): Actor {
  const { actor } = ctx;
  if (may(actor, clubId, verb)) return actor;
  if (roleAt(requireActor(ctx), clubId) === null) throw notFound(what);
  throw new AppError(
    'forbidden',
    `Your role at this club may not do this: ask its ${rolesFor(verb).join(' or ')}.`,
  );
}

/** The roles that may do that at their club. */
export const rolesFor = (verb: Verb): readonly StaffRole[] => MAY[verb];

const roleAt = (person: Person, clubId: number): StaffRole | null =>
  person.staff.find((entry) => entry.clubId === clubId)?.role ?? null;
