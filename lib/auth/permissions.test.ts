import { describe, expect, it, test } from 'vitest';
import { STAFF_ROLES } from '@/db/schema';
import { type Context, type Person, type StaffRole, systemContext } from '@/lib/core/context';
import { MAY, may, requireActor, requireMay, requireOperator, type Verb } from './permissions';

const OURS = 1;
const THEIRS = 2;

function as(role: StaffRole | null, operator = false): Context {
  const actor: Person = {
    kind: 'person',
    userId: '018f0000-0000-7000-8000-000000000000',
    email: 'ana@pista.test',
    name: 'Ana',
    operator,
    staff: role ? [{ clubId: OURS, role }] : [],
    via: { kind: 'session' },
  };
  return { ...nobody, actor };
}

const nobody: Context = { ...systemContext('test'), actor: { kind: 'anonymous' } };

/** Who may, by the first letters of the roles: desk, manager, owner, accountant. */
const EXPECTED: Record<Verb, string> = {
  seeBooking: 'dmoa',
  seePlanner: 'dmo',
  seePeople: 'dmo',
  searchClub: 'dmo',
  seeMessages: 'dmo',
  resend: 'dmo',
  writeToPeople: 'dmo',
  seeSetUp: 'dmoa',
  bookAtDesk: 'dmo',
  moveBookings: 'dmo',
  checkIn: 'dmo',
  markNoShow: 'dmo',
  changePlayers: 'dmo',
  block: 'dmo',
  blockLong: 'mo',
  breakClosedHours: 'mo',
  draftSeries: 'dmo',
  changeSeries: 'mo',
  undoForOthers: 'mo',
  cancelByPolicy: 'dmo',
  overridePolicy: 'mo',
  refundAnyAmount: 'mo',
  setPrice: 'mo',
  takeMoney: 'dmo',
  payOut: 'dmo',
  openShift: 'dmo',
  closeOwnShift: 'dmo',
  correctShift: 'mo',
  waiveDue: 'mo',
  seeOwnShift: 'dmoa',
  seeMoney: 'moa',
  exportMoney: 'moa',
  changePeople: 'dmo',
  setCategory: 'mo',
  blockCustomer: 'mo',
  mergePeople: 'mo',
  erasePeople: 'mo',
  exportPeople: 'mo',
  seeOwnActs: 'dmoa',
  seeActivity: 'moa',
  changeCourts: 'mo',
  changeHours: 'mo',
  changePrices: 'mo',
  changeCategories: 'mo',
  changePhotos: 'mo',
  pauseSales: 'mo',
  changeClub: 'o',
  changePolicy: 'o',
  team: 'o',
  apiKeys: 'o',
  publish: 'o',
  exportClub: 'o',
  deleteClub: 'o',
  restoreClub: 'o',
};

const verbs = Object.keys(MAY).filter((name): name is Verb => name in MAY);
const outcome = (ctx: Context, clubId: number, verb: Verb): string => {
  try {
    requireMay(ctx, clubId, verb);
    return 'may';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
};

describe('what a role may do', () => {
  test('is expected of every verb', () => {
    expect(verbs.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  describe.each(verbs)('%s', (verb) => {
    test.each([...STAFF_ROLES])('%s', (role) => {
      const expected = EXPECTED[verb].includes(role.charAt(0)) ? 'may' : 'forbidden';
      expect(outcome(as(role), OURS, verb)).toBe(expected);
      expect(may(as(role).actor, OURS, verb)).toBe(expected === 'may');
    });

    test('at another club reveals nothing', () => {
      for (const role of STAFF_ROLES) expect(outcome(as(role), THEIRS, verb)).toBe('not_found');
      expect(outcome(as(null), OURS, verb)).toBe('not_found');
    });

    test('is for operators and Pista itself, and nobody else', () => {
      expect(outcome(as(null, true), THEIRS, verb)).toBe('may');
      expect(outcome(systemContext('sweep'), THEIRS, verb)).toBe('may');
      expect(outcome(nobody, OURS, verb)).toBe('unauthenticated');
    });
  });

  test('is told with the roles that may, or as nothing of the kind that was asked for', () => {
    expect(() => requireMay(as('desk'), OURS, 'waiveDue')).toThrow(/ask its manager or owner\.$/);
    expect(() => requireMay(as(null), OURS, 'seeBooking', 'reservation')).toThrow(/no such reservation/);
  });
});

describe('who is who', () => {
  it('needs a person, and for some acts an operator', () => {
    expect(requireActor(as(null)).email).toBe('ana@pista.test');
    for (const ctx of [nobody, systemContext('sweep')]) {
      expect(() => requireActor(ctx)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
    }
    expect(requireOperator(as(null, true)).operator).toBe(true);
    expect(() => requireOperator(as('owner'))).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });
});
