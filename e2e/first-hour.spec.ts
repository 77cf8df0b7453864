import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { courts, staffInvitations } from '@/db/schema';
import { invitationToken } from '@/lib/auth/invitation-token';
import { makeUser } from '@/test/factories';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility';
import { enrolBeforehand } from './enrol';
import { expect, PASSWORD, test } from './fixtures';
import { boardPage } from './pages/board';
import { CARDS, checkoutPage } from './pages/checkout';
import { clubPage } from './pages/club';
import { reservationPage } from './pages/reservation';
import { setUpPages } from './pages/set-up';
import { siteIn } from './site';
import { freeStarts, inDays, ownCity, untilMailed } from './world';

const PRICE = 4500;

test.describe('1: an owner’s first hour', () => {
  test.use({ signedIn: false });

  test('goes from the question over an invitation and the set-up to the first sale @phone', async ({
    page,
    site,
    language,
    home,
    signIn,
    player: owner,
    browserOf,
  }) => {
    test.slow();
    const { t } = site;
    const setUp = setUpPages(site);
    const wanted = { name: `Pádel ${crypto.randomUUID().slice(0, 8)}`, city: ownCity(), email: owner.email };
    const look = async () => {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    };

    await home.open();
    await page
      .getByRole('link', { name: t('nav.forClubs') })
      .first()
      .click();
    await setUp.fillRequest(wanted);
    await look();
    await setUp.sendRequest();
    await expect(setUp.asked).toBeVisible();

    const operator = await makeUser({ locale: language, operatorSince: new Date() });
    const factorAt = Math.floor(Date.now() / 1000);
    const their = await (
      await browserOf({ ...operator, ...(await enrolBeforehand(operator)) }, { factorAt })
    ).newPage();
    await their.goto(`/${language}/ops/clubs`);
    await expectAccessible(their);
    const approve = their.getByRole('button', { name: t('opsClubs.approveOf', { name: wanted.name }) });
    await approve.click();
    await expect(approve).toHaveCount(0);
    await untilMailed(owner, wanted.name);

    const [invitation] = await db()
      .select()
      .from(staffInvitations)
      .where(eq(staffInvitations.email, owner.email));
    if (!invitation) throw new Error('nobody was invited');
    await site.open(`/invitations/${invitationToken(invitation.id)}`);
    await page
      .getByRole('main')
      .getByRole('link', { name: t('invitation.signIn') })
      .click();
    await signIn.withPassword(owner.email, PASSWORD);
    await page.getByRole('button', { name: t('invitation.accept') }).click();
    // Who joins a club is signed out of it as a player.
    await page.getByRole('link', { name: t('invitation.goOn') }).click();
    await signIn.withPassword(owner.email, PASSWORD);
    await expect(page).toHaveURL(/\/set-up$/);
    await expect(setUp.notYet).toBeVisible();
    await expect(setUp.publish).toHaveCount(0);
    await look();

    const slug = /\/admin\/([^/]+)\//.exec(page.url())?.[1] ?? '';
    const steps = [
      () => setUp.tellFacts(),
      () => setUp.addCourt(),
      () => setUp.openDaily('08:00', '22:00'),
      () => setUp.priceAll('30'),
      () => setUp.finish(),
      () => setUp.promiseRefunds(),
    ];
    for (const step of steps) {
      await step();
      await look();
    }
    const { clubId } = invitation;
    const [court] = await db().select().from(courts).where(eq(courts.clubId, clubId));
    const courtId = court?.id ?? 0;
    const stranger = siteIn(
      await (await browserOf(await makeUser({ locale: language }))).newPage(),
      language,
    );
    const hidden = await stranger.page.request.get(`/${language}/clubs/${slug}`);
    expect(hidden.status()).toBe(404);
    expect(await freeStarts(courtId, inDays(2))).toEqual([]);

    const board = boardPage(site);
    await board.open(slug, { date: inDays(2), new: `${courtId}T12:00` });
    await board.form.getByRole('combobox', { name: t('planner.who') }).fill('Lola Prueba');
    await board.book();
    await expect(board.form).toHaveCount(0);
    await expect(setUp.main).toContainText('Lola Prueba');
    await setUp.back();
    await setUp.publish.click();
    await expect(setUp.published).toBeVisible();
    await expect(setUp.notYet).toHaveCount(0);
    await look();

    await expect.poll(() => freeStarts(courtId, inDays(2))).toContain('16:00');
    expect(await freeStarts(courtId, inDays(2))).not.toContain('12:00');
    const theirClub = clubPage(stranger);
    // The booking at the desk takes its start from the public page.
    await theirClub.open(slug, inDays(2));
    const startsAt = (time: string) => theirClub.startsNamed(court?.name ?? '', time);
    await expect(startsAt('16:00')).toBeVisible();
    await expect(startsAt('12:00')).toHaveCount(0);
    await theirClub.openChosen({ slug, courtId, date: inDays(3), time: '10:00' });
    await expectAccessible(stranger.page);
    await theirClub.bookFor(PRICE).click();
    await checkoutPage(stranger).payWith(CARDS.pays, PRICE);
    await expect(reservationPage(stranger).confirmed).toBeVisible();
  });
});
