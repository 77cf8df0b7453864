import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db } from '@/db';
import { apiTokens, users } from '@/db/schema';
import { generateApiKey } from '@/lib/auth/api-key';
import { findTokenActor } from '@/lib/auth/find-token-actor';
import { identify } from '@/lib/auth/identify';
import { makeClub, makeReservation, makeStaff, makeUser, type User } from '@/test/factories';
import { apiRequest, browserHeaders, keyHeaders, pathParams } from '@/test/requests';
import { GET as exportMe } from './export/route';
import { DELETE, GET, PATCH } from './route';
import { DELETE as revoke } from './tokens/[id]/route';
import { POST as createToken, GET as listTokens } from './tokens/route';

const getMe = (headers: Record<string, string>, search = '') =>
  GET(apiRequest(`/api/v1/users/me${search}`, { headers }), pathParams());
const patchMe = (headers: Record<string, string>, body: unknown) =>
  PATCH(apiRequest('/api/v1/users/me', { method: 'PATCH', headers, body }), pathParams());
const reload = async (user: User) => {
  const [row] = await db().select().from(users).where(eq(users.id, user.id));
  return row;
};

describe('an API key', () => {
  it('spec: test_token_propagation: is its person to the API and to the token look-up alike', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user);
    const response = await getMe(headers);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ id: user.id, email: user.email });
    const actor = await findTokenActor(headers.authorization.slice('Token '.length), new Date());
    expect(actor?.userId).toBe(user.id);
  });

  it.each([
    ['another scheme', (key: string) => `Bearer ${key}`],
    ['the scheme in lower case', (key: string) => `token ${key}`],
    ['no key', () => 'Token '],
    ['an empty header', () => ''],
    [
      'one character off',
      (key: string) => `Token ${key.slice(0, 15)}${key[15] === 'a' ? 'b' : 'a'}${key.slice(16)}`,
    ],
    ['a well-formed key nobody has', () => `Token ${generateApiKey('test')}`],
    ['a megabyte', (key: string) => `Token ${key}${'x'.repeat(1_000_000)}`],
    ['two keys', (key: string) => `Token ${key} ${key}`],
  ])('is refused with %s', async (_title, authorization) => {
    const { authorization: good } = await keyHeaders(await makeUser());
    const response = await getMe({ authorization: authorization(good.slice('Token '.length)) });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Token');
  });

  it('is never looked for in the address', async () => {
    const { authorization } = await keyHeaders(await makeUser());
    const key = authorization.slice('Token '.length);
    expect((await getMe({}, `?token=${key}&key=${key}&access_token=${key}`)).status).toBe(401);
  });

  it('does not fall back to a good cookie when it is bad itself', async () => {
    const cookie = await browserHeaders(await makeUser());
    expect((await getMe({ ...cookie, authorization: 'Token nonsense' })).status).toBe(401);
  });

  it('dies by expiry, by revocation and with its person', async () => {
    const user = await makeUser();
    const [expired, revoked, orphaned] = [
      await keyHeaders(user),
      await keyHeaders(user),
      await keyHeaders(user),
    ];
    const tokens = await db()
      .select()
      .from(apiTokens)
      .where(eq(apiTokens.userId, user.id))
      .orderBy(apiTokens.id);
    await db()
      .update(apiTokens)
      .set({ expiresAt: new Date() })
      .where(eq(apiTokens.id, tokens[0]?.id ?? ''));
    expect((await getMe(expired)).status).toBe(401);
    const path = apiRequest(`/api/v1/users/me/tokens/${tokens[1]?.id}`, {
      method: 'DELETE',
      headers: orphaned,
    });
    expect((await revoke(path, pathParams({ id: tokens[1]?.id ?? '' }))).status).toBe(204);
    expect((await getMe(revoked)).status).toBe(401);
    expect((await getMe(orphaned)).status).toBe(200);
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
    expect((await getMe(orphaned)).status).toBe(401);
  });

  it('that may only read changes nothing', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user, 'read');
    expect((await getMe(headers)).status).toBe(200);
    expect((await patchMe(headers, { name: 'Eva' })).status).toBe(403);
    expect((await reload(user))?.name).toBe(user.name);
  });

  it('is shown once, kept as a hash, and never lasts beyond a year', async () => {
    const user = await makeUser();
    const headers = await browserHeaders(user);
    const create = (body: unknown) =>
      createToken(apiRequest('/api/v1/users/me/tokens', { headers, body }), pathParams());
    const created = await create({ name: 'Reloj', scope: 'read' });
    expect(created.status).toBe(201);
    const { key, id, prefix } = await created.json();
    expect(key).toMatch(/^pista_test_[0-9A-Za-z]{24}_[0-9A-Za-z]{6}$/);
    expect(key.startsWith(prefix)).toBe(true);
    const [row] = await db().select().from(apiTokens).where(eq(apiTokens.id, id));
    expect(JSON.stringify(row)).not.toContain(key);
    const list = await (
      await listTokens(apiRequest('/api/v1/users/me/tokens', { headers }), pathParams())
    ).json();
    expect(list).toMatchObject({ count: 1, results: [{ id, name: 'Reloj', scope: 'read' }] });
    expect(JSON.stringify(list)).not.toContain(key);
    const inTwoYears = new Date(Date.now() + 2 * 365 * 86_400_000).toISOString();
    expect((await create({ name: 'Largo', scope: 'read', expires_at: inTwoYears })).status).toBe(400);
    expect((await create({ name: 'Ayer', scope: 'read', expires_at: '2020-01-01T00:00:00Z' })).status).toBe(
      400,
    );
    expect((await create({ name: 'Todo', scope: 'admin' })).status).toBe(400);
  });

  it('is listed with the others, page by page', async () => {
    const headers = await keyHeaders(await makeUser());
    const { key: _, ...second } = await (
      await createToken(
        apiRequest('/api/v1/users/me/tokens', { headers, body: { name: 'Reloj', scope: 'read' } }),
        pathParams(),
      )
    ).json();
    const list = async (search: string) => {
      const request = apiRequest(`/api/v1/users/me/tokens${search}`, { headers });
      return (await listTokens(request, pathParams())).json();
    };
    expect(await list('?page_size=1')).toEqual({
      results: [second],
      count: 2,
      next: expect.stringContaining('/api/v1/users/me/tokens?page_size=1&page=2'),
    });
    expect(await list('?page_size=1&page=2')).toMatchObject({ results: [{ name: 'test' }], next: null });
  });

  it('of somebody else cannot be revoked', async () => {
    const [mine, theirs] = [await makeUser(), await makeUser()];
    const headers = await browserHeaders(mine);
    await keyHeaders(theirs);
    const [token] = await db().select().from(apiTokens).where(eq(apiTokens.userId, theirs.id));
    const request = (id: string) =>
      revoke(apiRequest(`/api/v1/users/me/tokens/${id}`, { method: 'DELETE', headers }), pathParams({ id }));
    expect((await request(token?.id ?? '')).status).toBe(404);
    expect((await request('not-an-id')).status).toBe(404);
  });
});

describe('a session', () => {
  it('is its person, and a write needs an Origin of ours', async () => {
    const user = await makeUser();
    const headers = await browserHeaders(user);
    expect((await getMe(headers)).status).toBe(200);
    expect((await patchMe(headers, { name: 'Eva' })).status).toBe(200);
    const { origin: _, ...withoutOrigin } = headers;
    expect((await patchMe(withoutOrigin, { name: 'X' })).status).toBe(403);
    for (const origin of [
      'https://evil.test',
      'null',
      'http://localhost:3000.evil.test',
      'http://localhost:3001',
    ]) {
      expect((await patchMe({ ...headers, origin }, { name: 'X' })).status).toBe(403);
    }
    expect(
      (await patchMe({ ...headers, origin: 'http://127.0.0.1:9', host: '127.0.0.1:9' }, { name: 'Ida' }))
        .status,
      'its own Host header makes no other site ours',
    ).toBe(403);
    expect((await reload(user))?.name).toBe('Eva');
  });

  it('ends after fourteen days unused, thirty days at most, or when the account says so', async () => {
    const user = await makeUser();
    const [headers, day] = [await browserHeaders(user), 86_400_000];
    const inDays = (days: number) => identify(new Headers(headers), new Date(Date.now() + days * day));
    expect((await inDays(13)).kind).toBe('person');
    expect((await inDays(14.01)).kind).toBe('anonymous');
    const startedAt = Math.floor(Date.now() / 1000) - 30 * 86_400 - 1;
    expect((await getMe(await browserHeaders(user, { startedAt }))).status).toBe(401);
    await db().update(users).set({ sessionVersion: 2 }).where(eq(users.id, user.id));
    expect((await getMe(headers)).status).toBe(401);
  });

  it('of a player ends when they become staff', async () => {
    const user = await makeUser();
    const headers = await browserHeaders(user);
    await makeStaff(user.id, (await makeClub()).id, 'desk');
    expect((await getMe(headers)).status).toBe(401);
    expect((await getMe(await browserHeaders(user, { life: 'staff' }))).status).toBe(200);
  });

  it('that comes twice in one request is nobody', async () => {
    const [a, b] = [await browserHeaders(await makeUser()), await browserHeaders(await makeUser())];
    expect((await getMe({ cookie: `${a.cookie}; ${b.cookie}` })).status).toBe(401);
  });
});

describe('an account', () => {
  it('changes what its owner may change and nothing else, whatever is sent', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user);
    const changed = await patchMe(headers, {
      phone: '+34 600 111 222',
      locale: 'en',
      notice_choices: { reminder_sms: true },
    });
    expect(await changed.json()).toMatchObject({
      phone: '+34600111222',
      locale: 'en',
      notice_choices: { reminder_email: true, reminder_sms: true },
    });
    const before = await reload(user);
    for (const key of [
      'id',
      'email',
      'email_verified',
      'operator',
      'operatorSince',
      'operator_since',
      'role',
      'staff',
      'passwordHash',
      'password_hash',
      'sessionVersion',
      'stripe_customer_id',
      'disabled_at',
      '__proto__',
      'constructor',
    ]) {
      const refused = await patchMe(headers, `{"name":"Eva","${key}":"2026-01-01"}`);
      expect(refused.status, key).toBe(400);
    }
    expect(await reload(user)).toEqual(before);
  });

  it.each([
    { name: '' },
    { name: 'x'.repeat(81) },
    { name: 'A\u202eB' },
    { name: 'Ana\r\nBcc: eva@evil.test' },
    { name: '</script>' },
    { name: '\u200b' },
    { phone: '600111222' },
    { phone: '+34 600 111 222 333' },
    { locale: 'fr' },
  ])('refuses %j', async (body) => {
    const response = await patchMe(await keyHeaders(await makeUser()), body);
    expect(response.status).toBe(400);
    expect(Object.keys((await response.json()).fields)).toEqual(Object.keys(body));
  });

  it('keeps a name and a number in one form, however they are typed', async () => {
    const headers = await keyHeaders(await makeUser());
    const changed = await patchMe(headers, {
      name: ' Jose\u0301\u200b  Pe\u00f1a ',
      phone: '+44 (0)20 7946 0958',
    });
    expect(await changed.json()).toMatchObject({ name: 'José Peña', phone: '+442079460958' });
  });

  it('is slowed down after sixty writes a minute, alone and with the time to wait', async () => {
    const [busy, calm] = [await keyHeaders(await makeUser()), await keyHeaders(await makeUser())];
    const statuses: number[] = [];
    for (let i = 0; i < 61; i += 1) statuses.push((await patchMe(busy, {})).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    const refused = await patchMe(busy, {});
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await patchMe(calm, {})).status).toBe(200);
    expect((await getMe(busy)).status).toBe(200);
  });

  it('is exported whole and alone', async () => {
    const [user, other] = [await makeUser(), await makeUser()];
    const mine = await makeReservation({ userId: user.id });
    const theirs = await makeReservation({ userId: other.id });
    const headers = await keyHeaders(user);
    const response = await exportMe(apiRequest('/api/v1/users/me/export', { headers }), pathParams());
    const text = await response.text();
    expect(text).toContain(user.email);
    expect(text).toContain(mine.id);
    expect(text).not.toContain(theirs.id);
    expect(text).not.toContain(other.email);
    expect(text).not.toMatch(/hash|secret/);
  });
});

describe('erasing an account', () => {
  const erase = async (user: User, email = user.email) =>
    DELETE(
      apiRequest('/api/v1/users/me', {
        method: 'DELETE',
        headers: await keyHeaders(user),
        body: { email },
      }),
      pathParams(),
    );

  it('waits for what lies ahead and for a club that would be left alone', async () => {
    const player = await makeUser();
    await makeReservation({ userId: player.id });
    expect((await erase(player)).status).toBe(409);
    const owner = await makeUser();
    await makeStaff(owner.id, (await makeClub()).id, 'owner');
    expect((await erase(owner)).status).toBe(409);
  });

  it('asks for the address of the account, to be sure', async () => {
    const [mine, theirs] = [await makeUser(), await makeUser()];
    const refused = await erase(mine, theirs.email);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ fields: { email: [expect.any(String)] } });
    expect((await reload(mine))?.erasedAt).toBeNull();
    expect((await erase(mine, ` ${mine.email.toUpperCase()} `)).status).toBe(204);
  });

  it('leaves amounts and no trace of the person in any table', async () => {
    const user = await makeUser({
      name: 'Zoraida Única',
      phone: '+34699887766',
      email: 'zoraida@pista.test',
    });
    const startsAt = new Date('2026-03-01T09:00:00Z');
    const past = await makeReservation({
      userId: user.id,
      startsAt,
      status: 'completed',
      guest: { name: 'Zoraida Única', email: user.email },
    });
    const headers = await keyHeaders(user);
    expect((await erase(user)).status).toBe(204);
    expect((await getMe(headers)).status).toBe(401);
    for (const trace of [user.email, 'Zoraida', '+34699887766']) expect(await tablesWith(trace)).toEqual([]);
    const kept = await db().query.reservations.findFirst({ where: (row) => eq(row.id, past.id) });
    expect(kept).toMatchObject({ priceMinor: past.priceMinor, userId: user.id });
  });
});

async function tablesWith(trace: string): Promise<string[]> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const hits = await db().execute(
      sql`select 1 from ${sql.identifier(name)} t where to_jsonb(t)::text like ${`%${trace}%`} limit 1`,
    );
    if (hits.length > 0) found.push(name);
  }
  return found;
}
