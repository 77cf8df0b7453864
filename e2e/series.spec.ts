import { and, eq, isNotNull } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import {
  addDays,
  clockChangesBetween,
  DAY_MS,
  firstInstantOf,
  type LocalDate,
  localDateOf,
  localTime,
  weekdayOf,
} from '@/lib/core/time';
import { makeCustomer, makeReservation } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import type { Site } from './site';
import { inDays } from './world';

const ZONE = 'Europe/Madrid';
const FIRST = inDays(8);
/** Each week from the first date until after the next change of the clocks. */
const DATES = weeklyOver(FIRST);

function weeklyOver(first: LocalDate): LocalDate[] {
  const startsAt = firstInstantOf(first, 0, ZONE);
  const [change = startsAt] = clockChangesBetween(startsAt, startsAt + 366 * DAY_MS, ZONE);
  const until = [addDays(localDateOf(change, ZONE), 7), addDays(first, 42)].toSorted()[1] ?? first;
  const dates: LocalDate[] = [];
  for (let date = first; date <= until; date = addDays(date, 7)) dates.push(date);
  return dates;
}

/** The bookings of a club's series, in their order. */
async function seriesOf(clubId: number) {
  const rows = await db()
    .select()
    .from(reservations)
    .where(
      and(
        eq(reservations.clubId, clubId),
        isNotNull(reservations.seriesId),
        eq(reservations.status, 'confirmed'),
      ),
    )
    .orderBy(reservations.startsAt);
  return rows.map(({ seriesDate, startsAt, courtId }) => ({
    date: seriesDate,
    time: localTime(startsAt.getTime(), ZONE),
    courtId,
  }));
}

/** The name of a date's weekday. */
const dayOf = ({ t }: Site, date: LocalDate): string =>
  ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((day) =>
    day === weekdayOf(date) ? t(`weekday.${day}`) : [],
  )[0] ?? '';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    const where = javaScriptEnabled ? ' @phone' : '';

    test(`8: a manager repeats a booking over a change of the clocks with three conflicts, moves what follows, and ends it${where}`, async ({
      page,
      site,
      workplace: club,
    }) => {
      test.slow();
      const { t } = site;
      const main = page.getByRole('main');
      const [first, second] = club.courts;
      const [, moved = '', later = '', left = '', following = ''] = DATES;
      const taken = (date: LocalDate, courtId: number) =>
        makeReservation({ courtId, startsAt: new Date(firstInstantOf(date, 600, ZONE)) });
      for (const date of [moved, later, left]) await taken(date, first.id);
      await taken(later, second.id);
      const { name } = await makeCustomer(club.id, { name: `Lola ${crypto.randomUUID().slice(0, 8)}` });
      await site.open(`/admin/${club.slug}/series`);
      await expect(main.getByText(t('seriesPage.none'))).toBeVisible();

      const begun = new URLSearchParams({ date: FIRST, new: `${first.id}T10:00` });
      await site.open(`/admin/${club.slug}/planner?${begun}`);
      const booking = page.getByRole('region', { name: t('planner.newTitle') });
      await booking.getByRole('combobox', { name: t('planner.who') }).fill(name ?? '');
      if (javaScriptEnabled) await booking.getByRole('option', { name: name ?? '' }).click();
      await booking.getByRole('button', { name: t('planner.repeat') }).click();
      await expect(main.getByText(t('seriesPage.preview', { count: 13 }))).toBeVisible();
      await expect(main.getByLabel(t('seriesPage.who'))).toHaveValue(name ?? '');
      await main.getByLabel(t('seriesPage.until'), { exact: true }).fill(DATES.at(-1) ?? '');
      await main.getByLabel(t('seriesPage.price'), { exact: true }).fill('20,50');
      await main.getByLabel(t('seriesPage.reason'), { exact: true }).fill('Grupo fijo');
      await main.getByRole('button', { name: t('seriesPage.look') }).click();
      const preview = main.getByRole('region', { name: t('seriesPage.preview', { count: DATES.length }) });
      await expect(preview).toContainText(site.euros((DATES.length - 3) * 2050));
      await expect(preview.getByText(t('seriesPage.reason_taken'))).toHaveCount(3);
      if (javaScriptEnabled) await expectAccessible(page);

      // Given up, it leaves nothing.
      const draft = page.url();
      await site.open(`/admin/${club.slug}/series`);
      await expect(main.getByText(t('seriesPage.none'))).toBeVisible();
      expect(await seriesOf(club.id)).toEqual([]);
      await page.goto(draft);

      const choices = preview.getByRole('combobox');
      await expect(choices.nth(0)).toHaveValue(String(second.id));
      await choices.nth(1).selectOption('time');
      await preview.getByRole('button', { name: t('seriesPage.save') }).click();
      await expect(preview.getByText(t('seriesPage.problem_time'))).toBeVisible();
      await expect(choices.nth(1)).toHaveValue('time');
      await preview.locator('input[type="time"]').nth(1).fill('12:00');
      await choices.nth(2).selectOption('skip');
      await preview.getByRole('button', { name: t('seriesPage.save') }).click();
      await expect(main.getByText(t('seriesPage.saved'))).toBeVisible();
      const row = main.getByRole('listitem').filter({ hasText: name ?? '' });
      await expect(row).toContainText('10:00');
      const plain = (date: LocalDate) => ({ date, time: '10:00', courtId: first.id });
      const booked = [
        plain(FIRST),
        { ...plain(moved), courtId: second.id },
        { ...plain(later), time: '12:00' },
        ...DATES.slice(4).map(plain),
      ];
      expect(await seriesOf(club.id)).toEqual(booked);

      const changing = row.locator('details').first();
      const change = row.getByText(t('seriesPage.change'), { exact: true }).first();
      const dayAfter = changing.getByRole('checkbox', { name: dayOf(site, addDays(FIRST, 1)) });
      for (const isMore of [true, false]) {
        await change.click();
        await dayAfter.setChecked(isMore);
        await changing.getByRole('button', { name: t('seriesPage.changeDo') }).click();
        const shown = main.getByRole('region', { name: t('seriesPage.changeOf', { name: name ?? '' }) });
        await expect(shown.getByRole('listitem').first()).toBeVisible();
        if (javaScriptEnabled && isMore) await expectAccessible(page);
        await shown.getByRole('button', { name: t('seriesPage.changeSave') }).click();
        await expect(main.getByText(t('seriesPage.changed'))).toBeVisible();
        expect((await seriesOf(club.id)).length > booked.length).toBe(isMore);
      }
      expect(await seriesOf(club.id)).toEqual(booked);

      await change.click();
      await changing.getByLabel(t('seriesPage.scope')).selectOption('following');
      await changing.getByLabel(t('seriesPage.date'), { exact: true }).fill(following);
      await changing.getByLabel(t('seriesPage.start')).fill('12:00');
      await changing.getByLabel(t('seriesPage.title')).fill('Liga de noche');
      await changing.getByRole('button', { name: t('seriesPage.changeDo') }).click();
      await expect(row).toContainText('12:00');
      expect(await seriesOf(club.id)).toEqual(
        booked.map((one) => (one.date >= following ? { ...one, time: '12:00' } : one)),
      );

      await site.open(`/admin/${club.slug}/planner?date=${moved}`);
      await expect(main.getByText(name ?? '').first()).toBeVisible();

      await site.open(`/admin/${club.slug}/series`);
      await row.getByText(t('seriesPage.end'), { exact: true }).click();
      await row
        .locator('details')
        .last()
        .getByRole('button', { name: t('seriesPage.endDo') })
        .click();
      await expect(main.getByText(t('seriesPage.none'))).toBeVisible();
      expect(await seriesOf(club.id)).toEqual([]);
    });
  });
}
