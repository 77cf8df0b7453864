import { eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { customers } from '@/db/schema';
import { makeCustomer, makeDue, makeReservation, makeStaff } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays } from './world';

const peopleOf = ({ slug }: { slug: string }) => `/admin/${slug}/people`;

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a manager writes a person, finds them by their last digits, blocks, merges and erases', async ({
    page,
    site,
    player: manager,
    signInAsStaff,
    club,
  }) => {
    test.slow();
    const { t } = site;
    const main = page.getByRole('main');
    await makeStaff(manager.id, club.id, 'manager');
    await signInAsStaff(manager);
    const twin = await makeCustomer(club.id, { name: 'A. Pérez', phone: '+34611222333' });
    await makeReservation({ courtId: club.courts[0].id, userId: null, customerId: twin.id });

    await site.open(peopleOf(club));
    await main.getByText(t('people.add')).click();
    await main.getByLabel(t('people.name'), { exact: true }).fill('Ana Pérez');
    await main.getByLabel(t('people.phone')).fill('611 222 333');
    await main.getByRole('button', { name: t('people.addDo') }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ana Pérez' })).toBeVisible();
    await main.getByLabel(t('people.note')).fill('Zurda');
    await main.getByRole('button', { name: t('people.save') }).click();
    await expect(main.getByRole('status')).toHaveText(t('people.saved'));

    await site.open(peopleOf(club));
    await main.getByLabel(t('people.search')).fill('2233 3');
    await main.getByRole('button', { name: t('people.find') }).click();
    await expect(main.getByRole('row')).toHaveCount(3);
    await main.getByRole('link', { name: 'Ana Pérez' }).click();
    await expect(main.getByText('Zurda').first()).toBeVisible();

    await main.getByText(t('people.block'), { exact: true }).first().click();
    await expect(main.getByText(t('people.blockStays', { count: 0 }))).toBeVisible();
    await main.getByLabel(t('people.blockReason')).fill('Rompió una red');
    await main.getByRole('button', { name: t('people.blockDo') }).click();
    await expect(main.getByText(t('people.blockedWhy', { reason: 'Rompió una red' }))).toBeVisible();
    await main.getByRole('button', { name: t('people.unblock') }).click();
    await expect(main.getByText(t('people.blockedTitle'))).toHaveCount(0);

    await main.getByRole('link', { name: t('people.alike', { name: 'A. Pérez' }) }).click();
    await main.getByRole('link', { name: t('people.mergeTurn') }).click();
    await expect(main.getByText(t('people.mergeMoves', { count: 1, name: 'Ana Pérez' }))).toBeVisible();
    await main.getByRole('button', { name: t('people.mergeDo') }).click();
    await expect(main.getByText(t('people.mergedDone'))).toBeVisible();
    await expect(page.getByRole('heading', { level: 1, name: 'Ana Pérez' })).toBeVisible();
    await expect(main.getByRole('region', { name: t('people.ahead') }).getByRole('row')).toHaveCount(2);

    await main.getByText(t('people.erase')).click();
    await expect(main.getByText(t('people.eraseAhead', { count: 1 }))).toBeVisible();
    const { id } = await makeCustomer(club.id, { name: 'Olvidada Total' });
    await site.open(`${peopleOf(club)}/${id}`);
    await main.getByText(t('people.erase')).click();
    await main.getByRole('button', { name: t('people.eraseDo', { name: 'Olvidada Total' }) }).click();
    await expect(main.getByText(t('people.erased'))).toBeVisible();
    await expect(main.getByText('Olvidada')).toHaveCount(0);
  });
});

test('a key leads to the search, a segment lists who owes, and all is taken at once', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  const { t } = site;
  const main = page.getByRole('main');
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  const { id: customerId } = await makeCustomer(club.id, { name: 'Debe Mucho' });
  await makeCustomer(club.id, { name: 'No Debe' });
  for (const [at, { id: courtId }] of club.courts.entries()) {
    const startsAt = new Date(`${inDays(3 + at)}T10:00:00Z`);
    await makeDue(await makeReservation({ courtId, startsAt, userId: null, customerId }));
  }
  const owed = site.euros(4500 * club.courts.length);

  await site.open(peopleOf(club));
  const search = main.getByRole('searchbox', { name: t('people.search') });
  await untilScripted(search);
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await main.getByRole('link', { name: t('people.segment_owing') }).click();
  await expect(main.getByRole('row')).toHaveCount(2);
  await main.getByRole('link', { name: 'Debe Mucho' }).click();

  const ahead = main.getByRole('region', { name: t('people.ahead') });
  await ahead.getByRole('link').first().click();
  const panel = page.getByRole('complementary', { name: 'Debe Mucho' });
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: 'Debe Mucho' })).toBeVisible();

  await main.getByText(t('people.settle', { amount: owed })).click();
  await main.getByLabel(t('till.method')).selectOption('bizum');
  await expectAccessible(page);
  await main.getByRole('button', { name: t('people.settleDo', { amount: owed }) }).click();
  await expect(main.getByText(t('people.settledDone'))).toBeVisible();
  await expect(main.getByText(t('people.settle', { amount: owed }))).toHaveCount(0);
  await site.open(`${peopleOf(club)}?segment=owing`);
  await expect(main.getByText(t('people.segmentEmpty_owing'))).toBeVisible();
});

test('what somebody else saved meanwhile is shown before one’s own is saved over it', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  const main = page.getByRole('main');
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  await makeCustomer(club.id, { name: 'Otra', email: 'otra@example.com' });
  const { id } = await makeCustomer(club.id, { name: 'Ana' });
  await site.open(`${peopleOf(club)}/${id}`);
  await db().update(customers).set({ note: 'De Marta', revision: 1 }).where(eq(customers.id, id));
  await main.getByLabel(site.t('people.note')).fill('Mía');
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByRole('alert')).toHaveText(site.t('people.changed'));
  await expect(main.getByText('De Marta').first()).toBeVisible();
  await expect(main.getByLabel(site.t('people.note'))).toHaveValue('Mía');
  await expectAccessible(page);
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByRole('status')).toHaveText(site.t('people.saved'));

  await main.getByLabel(site.t('people.email')).fill('otra@example.com');
  await main.getByLabel(site.t('people.phone')).fill('12');
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByText(site.t('people.phoneUnfit'))).toBeVisible();
  await main.getByLabel(site.t('people.phone')).fill('');
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByText(site.t('people.known'))).toBeVisible();
});

test('who saves what somebody else has changed meanwhile sees both, and takes either', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  const main = page.getByRole('main');
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  const { id } = await makeCustomer(club.id, { name: 'Ana', note: 'Zurda' });
  await site.open(`${peopleOf(club)}/${id}`);
  await main.getByLabel(site.t('people.note')).fill('Diestra');
  await main.getByLabel(site.t('people.name')).fill('Ana Ruiz');
  const theirs = { name: 'Ana María', note: 'Zurda, juega de revés', revision: sql`revision + 1` };
  await db().update(customers).set(theirs).where(eq(customers.id, id));
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByText(site.t('people.changed'))).toBeVisible();
  await expect(main.getByText('Zurda, juega de revés', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
  await main
    .getByRole('button', { name: site.t('stale.take') })
    .first()
    .click();
  await expect(main.getByLabel(site.t('people.name'))).toHaveValue('Ana María');
  await main.getByRole('button', { name: site.t('people.save') }).click();
  await expect(main.getByText(site.t('people.saved'))).toBeVisible();
  const [row] = await db().select().from(customers).where(eq(customers.id, id));
  expect(row).toMatchObject({ name: 'Ana María', note: 'Diestra' });
});

test('reception neither blocks nor merges nor erases, and the books do not see people', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  const main = page.getByRole('main');
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  const { id } = await makeCustomer(club.id, { name: 'Ana' });
  await site.open(`${peopleOf(club)}/${id}`);
  await expect(main.getByRole('button', { name: site.t('people.save') })).toBeVisible();
  for (const act of ['people.block', 'people.merge', 'people.erase'] as const)
    await expect(main.getByText(site.t(act), { exact: true })).toHaveCount(0);
  await site.open(`${peopleOf(club)}/${id}/merge`);
  await expect(page.getByRole('heading', { name: site.t('desk.forbiddenTitle') })).toBeVisible();
  await site.open(`/admin/${club.slug}/team`);
  await expect(page.getByRole('heading', { name: site.t('desk.forbiddenTitle') })).toBeVisible();
});

test.describe('a person of another club', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('is nothing here, and a merged one is the survivor', async ({
    page,
    site,
    player: owner,
    signInAsStaff,
    club,
  }) => {
    await makeStaff(owner.id, club.id, 'owner');
    await signInAsStaff(owner);
    const foreign = await makeReservation({ userId: null, startsAt: new Date(`${inDays(3)}T10:00:00Z`) });
    const { id } = await makeCustomer(foreign.clubId, { name: 'Fuera' });
    for (const of of [id, 'no-id']) {
      await site.open(`${peopleOf(club)}/${of}`);
      await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
    }
    const survivor = await makeCustomer(club.id, { name: 'Quien queda' });
    const merged = await makeCustomer(club.id, { name: 'Quien se fue', mergedInto: survivor.id });
    await site.open(`${peopleOf(club)}/${merged.id}`);
    await expect(page).toHaveURL(new RegExp(`${survivor.id}$`));
    await expect(page.getByRole('heading', { level: 1, name: 'Quien queda' })).toBeVisible();
  });
});
