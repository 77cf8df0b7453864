import { describe, expect, test } from 'vitest';
import { makeClub, makeUser, personContext } from '@/test/factories';
import { listOwnClubs, openDesk } from './open-desk';

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
