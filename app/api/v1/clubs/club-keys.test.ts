import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { apiTokens, audit, notices, staffRoles } from '@/db/schema';
import { changeStaffRole, removeFromTeam } from '@/lib/accounts/change-team';
import { eraseUser } from '@/lib/accounts/erase-user';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { signTransaction } from '@/lib/records/audit';
import {
  type Club,
  makeClub,
  makeCourt,
  makeReservation,
  makeStaff,
  makeUser,
  personContext,
  type User,
} from '@/test/factories';
import { keyHeaders, makeClubKey } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
useSandbox({ providers: ['redis'], appUrl: () => api() });

type Headers = Record<string, string>;

let club: Club;
let owner: User;
let other: User;

beforeEach(async () => {
  club = await makeClub();
  [owner, other] = await Promise.all([makeUser({ name: 'Olga Dueña' }), makeUser()]);
  await makeStaff(owner.id, club.id, 'owner');
  await makeStaff(other.id, club.id, 'owner');
  dropCatalogue();
});

async function call(headers: Headers, method: string, path: string, body?: object) {
  const response = await fetch(`${api()}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

const keys = () => `/clubs/${club.id}/keys`;
const roleOf = async ({ id }: User) => {
  const role = await db().query.staffRoles.findFirst({
    where: and(eq(staffRoles.userId, id), eq(staffRoles.clubId, club.id)),
  });
  return role?.id ?? '';
};
const asOther = () => personContext(other, { staff: [{ clubId: club.id, role: 'owner' }] });
const seesBoard = async (headers: Headers, id = club.id) =>
  (await call(headers, 'GET', `/clubs/${id}/planner?date=2027-03-01&view=day`)).status;

describe('a key of a club', () => {
  test('is shown once, stored as a hash, told to its maker by mail, and listed with who made it', async () => {
    const made = await call(await keyHeaders(owner), 'POST', keys(), { name: 'Tornos', role: 'desk' });
    expect(made).toMatchObject({ status: 201, body: { name: 'Tornos', role: 'desk' } });
    const { id, key } = made.body;
    expect(await seesBoard({ authorization: `Token ${key}` })).toBe(200);
    const row = await db().query.apiTokens.findFirst({ where: eq(apiTokens.id, id) });
    expect(row?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await db().select().from(notices).where(eq(notices.objectId, id))).toMatchObject([
      { kind: 'api_key_created', userId: owner.id },
    ]);
    const { body } = await call(await keyHeaders(other), 'GET', keys());
    expect(body.results).toEqual([
      {
        id,
        name: 'Tornos',
        prefix: key.slice(0, 16),
        role: 'desk',
        made_by: { id: owner.id, name: 'Olga Dueña' },
        expires_at: made.body.expires_at,
        created_at: made.body.created_at,
        last_used_at: expect.any(String),
      },
    ]);
  });

  test('does at its club what its role may and no more, and is unknown at any other of its maker’s', async () => {
    const second = await makeClub();
    await makeStaff(owner.id, second.id, 'owner');
    dropCatalogue();
    const { headers, id } = await makeClubKey(owner, club.id, 'desk');
    const booked = await call(headers, 'POST', `/clubs/${club.id}/customers`, { name: 'Ana Ruiz' });
    expect(booked.status).toBe(201);
    const [line] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'customer'), eq(audit.entityId, booked.body.id)));
    expect(line).toMatchObject({ actor: `staff:${owner.id}`, detail: { api_key: id } });
    expect((await call(headers, 'GET', `/clubs/${club.id}/team`)).status).toBe(403);
    expect(await seesBoard(headers, second.id)).toBe(404);
  });

  test('has none of its maker’s own: not their bookings elsewhere, nor what an operator may', async () => {
    const operator = await makeUser({ operatorSince: new Date() });
    const { headers } = await makeClubKey(operator, club.id, 'owner');
    expect(await seesBoard(headers)).toBe(200);
    expect((await call(headers, 'POST', '/clubs/sync')).status).toBe(403);
    const elsewhere = await makeClub();
    const own = await makeReservation({
      clubId: elsewhere.id,
      courtId: (await makeCourt({ clubId: elsewhere.id })).id,
      userId: operator.id,
    });
    expect((await call(headers, 'GET', `/reservations/${own.id}`)).status).toBe(404);
    expect((await call(headers, 'POST', `/reservations/${own.id}/cancel`, {})).status).toBe(404);
    expect((await call(headers, 'GET', '/reservations')).status).toBe(403);
    expect((await call(headers, 'POST', '/notifications/ticket')).status).toBe(403);
  });

  test('is not among its maker’s own keys, and is not revoked there', async () => {
    const { id } = await makeClubKey(owner, club.id, 'desk');
    const { body } = await call(await keyHeaders(owner), 'GET', '/users/me/tokens');
    expect(body.results.map((one: { id: string }) => one.id)).not.toContain(id);
    expect((await call(await keyHeaders(owner), 'DELETE', `/users/me/tokens/${id}`)).status).toBe(404);
  });

  test('never gets the answer that its maker was given under the same Idempotency-Key', async () => {
    const once = { 'idempotency-key': 'same' };
    const body = { name: 'Tornos', role: 'owner' };
    const first = await call({ ...(await keyHeaders(owner)), ...once }, 'POST', keys(), body);
    expect(first.status).toBe(201);
    const { headers } = await makeClubKey(owner, club.id, 'desk');
    expect(await call({ ...headers, ...once }, 'POST', keys(), body)).toMatchObject({ status: 403 });
  });

  test('is refused the twenty-first time', async () => {
    for (let made = 0; made < 20; made++) await makeClubKey(owner, club.id, 'desk');
    const more = await call(await keyHeaders(other), 'POST', keys(), { name: 'Una más', role: 'desk' });
    expect(more).toMatchObject({ status: 409, body: { error: 'conflict' } });
  });
});

describe('a key of a club is dead at once', () => {
  test.each([
    ['when another owner revokes it', (id: string) => asOtherRevokes(id)],
    ['when its maker is an owner no longer', () => demote()],
    ['when its maker leaves the team', async () => removeFromTeam(asOther(), { id: await roleOf(owner) })],
    ['when its maker is erased', () => eraseUser(personContext(owner), { email: owner.email })],
  ])('%s', async (_when, end) => {
    const { headers, id } = await makeClubKey(owner, club.id, 'desk');
    expect(await seesBoard(headers)).toBe(200);
    await end(id);
    expect(await seesBoard(headers)).toBe(401);
    const row = await db().query.apiTokens.findFirst({ where: eq(apiTokens.id, id) });
    expect(row?.revokedAt).not.toBeNull();
  });

  const demote = async () => changeStaffRole(asOther(), { id: await roleOf(owner), role: 'manager' });
  const asOtherRevokes = async (id: string) => {
    expect((await call(await keyHeaders(other), 'DELETE', `${keys()}/${id}`)).status).toBe(204);
    expect((await call(await keyHeaders(other), 'DELETE', `${keys()}/${id}`)).status).toBe(404);
  };

  test('and also within five seconds when a role was taken beside the program', async () => {
    const { headers } = await makeClubKey(owner, club.id, 'desk');
    expect(await seesBoard(headers)).toBe(200);
    await transaction(async (tx) => {
      await signTransaction(tx, systemContext('test'));
      await tx.update(staffRoles).set({ role: 'desk' }).where(eq(staffRoles.userId, owner.id));
    });
    await expect.poll(() => seesBoard(headers), { timeout: 5_000, interval: 250 }).toBe(401);
  });
});
