import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { registerJobs } from '@/lib/services/inngest/register-jobs';
import { makeStaff, makeUser } from '@/test/factories';
import { bookByPhone, LATER, test as deskTest } from './desk-steps';
import { baseUrl } from './environment';
import { seePaymentArrive } from './arriving-payment';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { siteIn, untilScripted } from './site';
import { boardPage } from './pages/board';
import { hold, inDays } from './world';

// `server.ts` has its jobs registered by itself.
test.beforeAll(() => registerJobs(baseUrl()));
deskTest.beforeAll(() => registerJobs(baseUrl()));

test('a court is found, held and paid for', async ({
  page,
  site,
  club,
  home,
  results,
  checkout,
  reservation,
}) => {
  await home.open();
  await home.search({ city: club.city, date: inDays(2), time: '10:00', minutes: 90 });
  await results.start(club.name, '10:00', site.shortEuros(4500)).click();
  await expect(page).toHaveURL(checkout.address);
  await checkout.payWith(CARDS.pays, 4500);
  await expect(reservation.confirmed).toBeVisible();
  await expect(reservation.receipt).toContainText(site.euros(4500));
});

test('a payment that arrives while the booking is open shows there, by polling and without a reload', async ({
  page,
  player,
  club,
  reservation,
}) => {
  const lines: string[] = [];
  page.on('websocket', (socket) => lines.push(socket.url()));
  const booking = await hold(player, { courtId: club.courts[0].id });
  const polled = page.waitForResponse(/\/notifications\?after=\d+/);
  await seePaymentArrive({ page, reservation }, booking, polled);
  expect(lines).toEqual([]);
});

deskTest('a second desk sees what the first one moved', async ({ site, desk, browserOf }) => {
  const colleague = await makeUser({ name: 'Laura Cano' });
  await makeStaff(colleague.id, desk.id, 'desk');
  await bookByPhone(desk, { name: 'Ana Ruiz' });
  const other = await (await browserOf(colleague, { life: 'staff' })).newPage();
  const [mine, theirs] = [boardPage(site), boardPage(siteIn(other, site.language))];
  for (const board of [mine, theirs]) {
    await board.open(desk.slug, { date: LATER, view: 'day' });
    await untilScripted(board.item('Ana Ruiz').getByRole('link'));
  }
  await mine.drag('Ana Ruiz', mine.court(desk.courts[0]), -1);
  const moved = mine.span(LATER, '09:00', 1.5);
  await expect(mine.item('Ana Ruiz')).toContainText(moved);
  await expect(theirs.item('Ana Ruiz')).toContainText(moved, { timeout: 30_000 });
  await expect(other.getByText(site.t('planner.down'))).toBeHidden();
});

test('each answer has the id of its request, of pages too', async ({ request }) => {
  for (const path of ['/es', '/api/v1/health/live', '/es/courts?city=Madrid']) {
    const given = await request.get(path, { headers: { 'x-request-id': 'a-request-of-ours' } });
    expect(given.headers()['x-request-id'], path).toBe('a-request-of-ours');
    const made = await request.get(path);
    expect(made.headers()['x-request-id'], path).toMatch(/^[\w-]{36}$/);
    expect(made.headers()['x-content-type-options'], path).toBe('nosniff');
  }
});

test('a path that is not percent-encoded UTF-8 is not found', async ({ request }) => {
  for (const path of ['/%ff', '/es/%e0%a4', '/api/v1/clubs/%ff']) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test('a body is bounded, and nobody escapes a limit by a forged address', async ({ request }) => {
  const large = await request.post('/api/auth/callback/password', {
    headers: { origin: baseUrl() },
    form: { email: 'x'.repeat(17 * 1024) },
  });
  expect(large.status()).toBe(413);

  const email = `${crypto.randomUUID()}@pista.test`;
  const answers: string[] = [];
  for (let address = 1; address <= 6; address += 1) {
    answers.push(await signIn(request, email, `203.0.113.${address}`));
  }
  expect(new Set(answers.slice(0, 5)).size).toBe(1);
  expect(answers[5]).not.toBe(answers[0]);
});

/** Where a sign-in with a wrong password leads. */
async function signIn(request: APIRequestContext, email: string, from: string): Promise<string> {
  const { csrfToken } = z
    .object({ csrfToken: z.string() })
    .parse(await (await request.get('/api/auth/csrf')).json());
  const answer = await request.post('/api/auth/callback/password', {
    headers: { origin: baseUrl(), 'x-forwarded-for': from },
    form: { csrfToken, email, password: 'not the right one', json: 'true' },
  });
  return answer.text();
}
