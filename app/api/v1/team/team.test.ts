import { and, eq, isNull } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, notices, staffInvitations, staffRoles } from '@/db/schema';
import { leaveClub } from '@/lib/accounts/change-team';
import type { StaffRole } from '@/lib/core/context';
import {
  type Club,
  makeClub,
  makeInvitation,
  makeStaff,
  makeUser,
  personContext,
  type User,
} from '@/test/factories';
import { isLostOnce } from '@/test/other-process/together';
import { keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ providers: [], appUrl: () => api() });

let club: Club;
let owner: User;

beforeEach(async () => {
  club = await makeClub();
  owner = await makeUser({ name: 'Olga Dueña' });
  await makeStaff(owner.id, club.id, 'owner');
});

async function call(who: User, method: string, path: string, body?: object) {
  const headers = { ...(await keyHeaders(who)), ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const invite = (email: string, role: StaffRole = 'desk', who = owner) =>
  call(who, 'POST', `/clubs/${club.id}/team`, { email, role });
const roleOf = async ({ id }: User) =>
  db().query.staffRoles.findFirst({
    where: and(eq(staffRoles.userId, id), eq(staffRoles.clubId, club.id), isNull(staffRoles.revokedAt)),
  });
const hire = async (role: StaffRole) => {
  const person = await makeUser();
  await makeStaff(person.id, club.id, role);
  return { person, id: (await roleOf(person))?.id ?? '' };
};

describe('inviting', () => {
  test('stores the token hashed, writes one mail, and shows the invitation to the owner', async () => {
    const invited = await invite('New.Desk@pista.test');
    expect(invited).toMatchObject({ status: 201, body: { email: 'new.desk@pista.test', role: 'desk' } });
    const { id } = invited.body;
    const row = await db().query.staffInvitations.findFirst({ where: eq(staffInvitations.id, id) });
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    const days = ((row?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(7, 1);
    expect(await db().select().from(notices).where(eq(notices.objectId, id))).toMatchObject([
      { kind: 'staff_invited', recipient: 'new.desk@pista.test', channel: 'email' },
    ]);
    const { body } = await call(owner, 'GET', `/clubs/${club.id}/team`);
    expect(body).toMatchObject({
      results: [{ user_id: owner.id, email: owner.email, name: 'Olga Dueña', role: 'owner' }],
      invitations: [{ id, email: 'new.desk@pista.test' }],
    });
    expect(body.results[0].last_seen_at).toMatch(/^\d{4}-/);
  });

  test('tells of a member who only looks when they last signed in', async () => {
    const lastSignInAt = new Date('2026-11-02T09:30:00Z');
    const person = await makeUser({ lastSignInAt });
    await makeStaff(person.id, club.id, 'accountant');
    const { body } = await call(owner, 'GET', `/clubs/${club.id}/team`);
    expect(body.results).toContainEqual(
      expect.objectContaining({ user_id: person.id, last_seen_at: lastSignInAt.toISOString() }),
    );
  });

  test('refuses oneself, staff of the club, a mailbox with an open invitation, and the eleventh', async () => {
    const { person } = await hire('desk');
    for (const email of [owner.email, person.email]) expect((await invite(email)).status).toBe(409);
    expect((await invite('first@pista.test')).status).toBe(201);
    expect((await invite('First@pista.test')).status).toBe(409);
    for (let n = 2; n <= 10; n += 1) expect((await invite(`desk-${n}@pista.test`)).status).toBe(201);
    expect((await invite('eleventh@pista.test')).status).toBe(409);
  });

  test('the last place is given once, also when two invite at once', async () => {
    for (let n = 1; n <= 9; n += 1) await makeInvitation({ clubId: club.id, invitedBy: owner.id });
    const both = await Promise.all([invite('a@pista.test'), invite('b@pista.test')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });

  test('an expired invitation makes room for a new one to the same mailbox', async () => {
    const expiresAt = new Date(Date.now() - 1000);
    await makeInvitation({ clubId: club.id, email: 'late@pista.test', expiresAt });
    expect((await invite('late@pista.test')).status).toBe(201);
  });

  test.each([{ role: 'boss' }, { email: 'no address' }, { more: 1 }])('refuses %o', async (wrong) => {
    const body = { email: 'x@pista.test', role: 'desk', ...wrong };
    expect((await call(owner, 'POST', `/clubs/${club.id}/team`, body)).status).toBe(400);
  });
});

describe('accepting', () => {
  const accept = (who: User, token: string) => call(who, 'POST', `/invitations/${token}/accept`);

  test('gives the role once', async () => {
    const person = await makeUser();
    const { token, invitation } = await makeInvitation({
      clubId: club.id,
      email: person.email,
      role: 'accountant',
      invitedBy: owner.id,
    });
    expect(await accept(person, token)).toEqual({
      status: 200,
      body: { club_id: club.id, role: 'accountant' },
    });
    expect(await roleOf(person)).toMatchObject({ role: 'accountant', grantedBy: owner.id });
    expect((await accept(person, token)).status).toBe(409);
    const lines = await db().select().from(audit).where(eq(audit.entityId, invitation.id));
    expect(lines).toMatchObject([{ entity: 'invitation', toState: 'accepted', actor: `user:${person.id}` }]);
    expect((await call(person, 'GET', `/clubs/${club.id}/team`)).status).toBe(403);
  });

  test('gives one role, also in two tabs at once', async () => {
    const person = await makeUser();
    const { token } = await makeInvitation({ clubId: club.id, email: person.email });
    const both = await Promise.all([accept(person, token), accept(person, token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test('tells another mailbox which one it is for, and knows no forged token', async () => {
    const { token, invitation } = await makeInvitation({ clubId: club.id });
    const refused = await accept(await makeUser(), token);
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).toContain(invitation.email);
    for (const forged of ['x', `${token.slice(1)}0`, invitation.tokenHash])
      expect((await accept(owner, forged)).status).toBe(404);
  });

  test.each([
    ['expired', { expiresAt: new Date(Date.now() - 1000) }],
    ['was withdrawn', { revokedAt: new Date() }],
  ])('is too late when it %s', async (_how, ended) => {
    const person = await makeUser();
    const { token } = await makeInvitation({ clubId: club.id, email: person.email, ...ended });
    expect((await accept(person, token)).status).toBe(409);
    expect(await roleOf(person)).toBeUndefined();
  });
});

describe('changing and ending a role', () => {
  test('changes it, from the next request of their keys on, and writes who did', async () => {
    const { person, id } = await hire('desk');
    const headers = await keyHeaders(person);
    const team = () => fetch(`${api()}/api/v1/clubs/${club.id}/team`, { headers });
    expect((await team()).status).toBe(403);
    expect(await call(owner, 'PATCH', `/team/${id}`, { role: 'owner' })).toMatchObject({
      status: 200,
      body: { id, role: 'owner' },
    });
    expect((await team()).status).toBe(200);
    expect((await call(owner, 'DELETE', `/team/${id}`)).status).toBe(204);
    expect((await team()).status).toBe(404);
    expect((await call(owner, 'DELETE', `/team/${id}`)).status).toBe(404);
    const lines = await db().select().from(audit).where(eq(audit.entityId, person.id)).orderBy(audit.id);
    expect(lines.slice(-2)).toMatchObject([
      { toState: 'staff_role_changed', actor: `staff:${owner.id}` },
      { toState: 'staff_role_revoked', actor: `staff:${owner.id}` },
    ]);
  });

  test('is not for one’s own role, nor for that of another club', async () => {
    const own = (await roleOf(owner))?.id ?? '';
    expect((await call(owner, 'PATCH', `/team/${own}`, { role: 'desk' })).status).toBe(403);
    expect((await call(owner, 'DELETE', `/team/${own}`)).status).toBe(403);
    const foreign = await makeUser();
    await makeStaff(foreign.id, (await makeClub()).id, 'owner');
    expect((await call(foreign, 'DELETE', `/team/${own}`)).status).toBe(404);
    const { id, person } = await hire('manager');
    expect((await call(person, 'PATCH', `/team/${own}`, { role: 'desk' })).status).toBe(403);
    expect(id).not.toBe('');
  });

  test('withdraws an invitation by its id', async () => {
    const { invitation } = await makeInvitation({ clubId: club.id, invitedBy: owner.id });
    expect((await call(owner, 'PATCH', `/team/${invitation.id}`, { role: 'desk' })).status).toBe(404);
    expect((await call(owner, 'DELETE', `/team/${invitation.id}`)).status).toBe(204);
    expect((await call(owner, 'DELETE', `/team/${invitation.id}`)).status).toBe(404);
  });

  test.each(['demoted', 'removed', 'gone'])('an owner who is %s leaves no open invitation', async (how) => {
    const { person, id } = await hire('owner');
    const { invitation } = await makeInvitation({ clubId: club.id, invitedBy: person.id });
    if (how === 'demoted') await call(owner, 'PATCH', `/team/${id}`, { role: 'manager' });
    if (how === 'removed') await call(owner, 'DELETE', `/team/${id}`);
    if (how === 'gone') await leaveClub(personContext(person), { clubId: club.id });
    const row = await db().query.staffInvitations.findFirst({
      where: eq(staffInvitations.id, invitation.id),
    });
    expect(row?.revokedAt).toBeInstanceOf(Date);
  });
});

describe('the last owner', () => {
  test('is neither demoted nor removed by an operator, and cannot leave', async () => {
    const operator = await makeUser({ operatorSince: new Date() });
    const own = (await roleOf(owner))?.id ?? '';
    expect((await call(operator, 'PATCH', `/team/${own}`, { role: 'desk' })).status).toBe(409);
    expect((await call(operator, 'DELETE', `/team/${own}`)).status).toBe(409);
    await expect(leaveClub(personContext(owner), { clubId: club.id })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await call(owner, 'DELETE', '/users/me', { email: owner.email })).status).toBe(409);
    expect(await roleOf(owner)).toMatchObject({ role: 'owner' });
  });

  test('stays when two owners remove each other in two tabs at once', async () => {
    const isLost = async () => {
      const [a, b] = [await hire('owner'), await hire('owner')];
      await db()
        .update(staffRoles)
        .set({ revokedAt: new Date() })
        .where(and(eq(staffRoles.userId, owner.id), isNull(staffRoles.revokedAt)));
      const codes = await Promise.all([
        call(a.person, 'DELETE', `/team/${b.id}`),
        call(b.person, 'DELETE', `/team/${a.id}`),
      ]);
      expect(codes.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
      const left = await db().$count(
        staffRoles,
        and(eq(staffRoles.clubId, club.id), eq(staffRoles.role, 'owner'), isNull(staffRoles.revokedAt)),
      );
      await db().update(staffRoles).set({ revokedAt: null }).where(eq(staffRoles.userId, owner.id));
      for (const { id } of [a, b])
        await db().update(staffRoles).set({ revokedAt: new Date() }).where(eq(staffRoles.id, id));
      return left === 0;
    };
    expect(await isLostOnce(10, isLost)).toBe(false);
  });
});
