import { describe, expect, test } from 'vitest';
import { requireActor } from '@/lib/auth/permissions';
import { makeClub, makeUser, personContext } from '@/test/factories';
import { findWorkplace, listOwnClubs, openDesk } from './open-desk';

describe('a desk', () => {
  test.each(['owner', 'manager', 'desk', 'accountant'] as const)('opens for %s', async (role) => {
    const club = await makeClub();
    const ctx = personContext(await makeUser(), { staff: [{ clubId: club.id, role }] });
    for (const asked of [club.slug, String(club.id)]) {
      expect(await openDesk(ctx, asked)).toMatchObject({
        role,
        club: { id: club.id },
        ownClubs: [{ id: club.id }],
      });
    }
  });

  test('is not found at another club, by the same answer as at none', async () => {
    const [own, foreign] = [await makeClub(), await makeClub()];
    const ctx = personContext(await makeUser(), { staff: [{ clubId: own.id, role: 'owner' }] });
    for (const asked of [foreign.slug, String(foreign.id), 'no-such-club', '0']) {
      await expect(openDesk(ctx, asked)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('asks who it is before it says whether there is a club', async () => {
    const ctx = { ...personContext(await makeUser()), actor: { kind: 'anonymous' } as const };
    await expect(openDesk(ctx, 'no-such-club')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('opens for an operator, who has no role and no clubs there', async () => {
    const club = await makeClub();
    const ctx = personContext(await makeUser(), { operator: true });
    expect(await openDesk(ctx, club.slug)).toMatchObject({ role: 'operator', ownClubs: [] });
  });
});

test('a person’s clubs leave out those that are deleted', async () => {
  const [open, deleted] = [await makeClub(), await makeClub({ deletedAt: new Date() })];
  const { actor } = personContext(await makeUser(), {
    staff: [open, deleted].map(({ id }) => ({ clubId: id, role: 'desk' as const })),
  });
  if (actor.kind !== 'person') throw new Error('nobody is signed in');
  expect((await listOwnClubs(actor)).map(({ id }) => id)).toEqual([open.id]);
});

test('work begins at the operators’ pages, at the first club that is open, or nowhere for a player', async () => {
  const [deleted, club] = [
    await makeClub({ name: 'Aaa', deletedAt: new Date() }),
    await makeClub({ name: 'Bbb' }),
  ];
  const staff = [deleted, club].map(({ id }) => ({ clubId: id, role: 'desk' as const }));
  const beginOf = async (what: { operator?: boolean; staff?: typeof staff }) =>
    findWorkplace(requireActor(personContext(await makeUser(), what)));
  expect(await beginOf({ operator: true, staff })).toBe('/ops');
  expect(await beginOf({ staff })).toBe(`/admin/${club.slug}`);
  expect(await beginOf({})).toBeNull();
});
