import { and, eq, gt } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { staffRoles } from '@/db/schema';
import { type Asked, AUTHORIZATION, WHO, type Who, type World } from '@/test/authorization-table';
import { makeClub, makeStaff, makeUser, type User } from '@/test/factories';
import { browserHeaders, keyHeaders, makeClubKey } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { endpoints } from './_contract/endpoints';

const api = useApi();
useSandbox({ providers: ['stripe', 'directory'], appUrl: () => api() });

let world: Omit<World, 'asker'>;
let headersOf: Record<Who, Record<string, string>>;
beforeAll(async () => {
  const club = await makeClub();
  const [player, other, desk, manager, owner, accountant, foreign] = await Promise.all(
    Array.from({ length: 7 }, () => makeUser()),
  );
  const operator = await makeUser({ operatorSince: new Date() });
  if (!player || !other || !desk || !manager || !owner || !accountant || !foreign)
    throw new Error('there are seven');
  await makeStaff(desk.id, club.id, 'desk');
  await makeStaff(manager.id, club.id, 'manager');
  await makeStaff(owner.id, club.id, 'owner');
  await makeStaff(accountant.id, club.id, 'accountant');
  await makeStaff(foreign.id, (await makeClub()).id, 'owner');
  world = { club, people: { player, other, desk, manager, owner, accountant, foreign, operator } };
  const staff = { life: 'staff' } as const;
  headersOf = {
    nobody: {},
    player: await browserHeaders(player),
    other: await browserHeaders(other),
    desk: await browserHeaders(desk, staff),
    manager: await browserHeaders(manager, staff),
    owner: await browserHeaders(owner, staff),
    accountant: await browserHeaders(accountant, staff),
    foreign: await browserHeaders(foreign, staff),
    operator: await browserHeaders(operator),
    reader: await keyHeaders(player, 'read'),
  };
});

async function statusFor(who: Who, endpoint: string): Promise<number> {
  const asker = who === 'nobody' || who === 'reader' ? world.people.player : world.people[who];
  return send(headersOf[who], endpoint, await askFor(endpoint, asker));
}

async function askFor(endpoint: string, asker: User): Promise<Asked> {
  const [, path = ''] = endpoint.split(' ');
  const { ask = () => ({ path }) } = AUTHORIZATION[endpoint] ?? {};
  return ask({ ...world, asker });
}

async function send(headers: Record<string, string>, endpoint: string, asked: Asked): Promise<number> {
  const [method = ''] = endpoint.split(' ');
  const response = await fetch(`${api()}/api/v1${asked.path}`, {
    method,
    headers: { ...headers, ...('body' in asked && { 'content-type': 'application/json' }) },
    ...('body' in asked && { body: JSON.stringify(asked.body) }),
    ...(asked.form && { body: asked.form }),
  });
  await response.arrayBuffer();
  return response.status;
}

/** Whether staff of the club may make this write, and those of another club may not. */
function isWriteOfStaff({ method, path }: (typeof endpoints)[number]): boolean {
  const { statuses = 500 } = AUTHORIZATION[`${method} ${path}`] ?? {};
  if (method === 'GET' || typeof statuses === 'number') return false;
  const succeeds = (who: Who) => (statuses[WHO.indexOf(who)] ?? 500) < 300;
  return succeeds('owner') && !succeeds('foreign');
}

const known = endpoints.map(({ method, path }) => `${method} ${path}`);

describe('F01: who may do what', () => {
  test('is said of every endpoint, and of nothing else', () => {
    expect(Object.keys(AUTHORIZATION).toSorted()).toEqual(known.toSorted());
  });

  test('every write of a club’s staff is counted as the desk’s', () => {
    const ofStaff = endpoints.filter(isWriteOfStaff);
    expect(ofStaff.length).toBeGreaterThan(30);
    const otherwise = ofStaff.filter(
      ({ handler }) => !['staffWrite', 'byRole', 'read'].includes(handler.options.limit ?? 'write'),
    );
    expect(otherwise.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  test.each(known)('L14: %s', async (endpoint) => {
    const { statuses = [] } = AUTHORIZATION[endpoint] ?? {};
    const expected = typeof statuses === 'number' ? WHO.map(() => statuses) : statuses;
    const found = await Promise.all(WHO.map(async (who) => [who, await statusFor(who, endpoint)]));
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(WHO.map((who, index) => [who, expected[index]])),
    );
  });
});

describe('F01: a manager’s key of a club, made by its owner', () => {
  /** A club has room for so many courts and keys alone. */
  beforeAll(async () => {
    const club = await makeClub();
    for (const role of ['desk', 'manager', 'owner', 'accountant'] as const)
      await makeStaff(world.people[role].id, club.id, role);
    world = { ...world, club };
  });

  const succeeded = (status = 500) => status < 300;
  /** What anybody may do, only a person for themselves, or staff for their club. */
  function mayByKey(endpoint: string): boolean {
    const { statuses = 500 } = AUTHORIZATION[endpoint] ?? {};
    if (typeof statuses === 'number') return succeeded(statuses);
    const of = (who: Who) => succeeded(statuses[WHO.indexOf(who)]);
    return of('nobody') || (of('manager') && !(of('player') && of('other')));
  }

  /** Some questions are about a club that is made for them. */
  async function findClubSince(before: Date): Promise<number | undefined> {
    const { userId, createdAt } = staffRoles;
    const made = and(eq(userId, world.people.owner.id), gt(createdAt, before));
    return (await db().query.staffRoles.findFirst({ where: made }))?.clubId;
  }

  test.each(known)('L14: %s', async (endpoint) => {
    const { owner } = world.people;
    const before = new Date();
    const asked = await askFor(endpoint, owner);
    const { headers } = await makeClubKey(owner, (await findClubSince(before)) ?? world.club.id, 'manager');
    const status = await send(headers, endpoint, asked);
    expect({ status, succeeded: succeeded(status) }).toEqual({ status, succeeded: mayByKey(endpoint) });
  });
});
