import { describe, expect, it } from 'vitest';
import { type Context, type Person, type StaffRole, systemContext } from '@/lib/core/context';
import { isStaff, requireActor, requireOperator, requireStaff } from './permissions';

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

describe('who works at a club', () => {
  it.each<[StaffRole | null, StaffRole, boolean]>([
    [null, 'desk', false],
    ['desk', 'desk', true],
    ['desk', 'manager', false],
    ['desk', 'owner', false],
    ['manager', 'desk', true],
    ['manager', 'manager', true],
    ['manager', 'owner', false],
    ['owner', 'desk', true],
    ['owner', 'owner', true],
  ])('%s may do what takes a %s: %s', (role, least, may) => {
    expect(isStaff(as(role).actor, OURS, least)).toBe(may);
    expect(isStaff(as(role).actor, THEIRS, least)).toBe(false);
  });

  it('is told of too low a role at home and nothing at all about other clubs', () => {
    expect(() => requireStaff(as('desk'), OURS, 'owner')).toThrow(
      expect.objectContaining({ code: 'forbidden' }),
    );
    expect(() => requireStaff(as('owner'), THEIRS)).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(() => requireStaff(nobody, OURS)).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it('is every operator, and Pista itself', () => {
    expect(isStaff(as(null, true).actor, THEIRS, 'owner')).toBe(true);
    expect(isStaff(systemContext('sweep').actor, THEIRS, 'owner')).toBe(true);
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
