import { expect } from '@playwright/test';
import { type Site, untilScripted } from '../site';

/** A club as its owner asks for it. */
export type WantedClub = { name: string; city: string; email: string };

/** The pages on which a club arrives and sets itself up, filled as a small club fills them. */
export function setUpPages({ page, t, open }: Site) {
  const main = page.getByRole('main');
  /** From the list of what is missing. */
  const begin = async (step: Parameters<typeof t>[0]) =>
    main.getByRole('link', { name: t('setUpList.doOf', { step: t(step) }) }).click();
  /** From the page of the step before. */
  const goOn = async (step: Parameters<typeof t>[0]) =>
    main.getByRole('link', { name: t('setUpList.next', { step: t(step) }) }).click();
  const week = main.getByRole('region', { name: t('hours.weekTitle') });
  const rule = main.locator('#rule-new');
  return {
    main,
    /** The form of `/for-clubs`. */
    async fillRequest({ name, city, email }: WantedClub) {
      await main.getByLabel(t('forClubs.name')).fill(name);
      await main.getByLabel(t('forClubs.city')).fill(city);
      await main.getByLabel(t('forClubs.email')).fill(email);
    },
    sendRequest: () => main.getByRole('button', { name: t('forClubs.send') }).click(),
    asked: main.getByText(t('forClubs.askedTitle')),
    open: (slug: string) => open(`/admin/${slug}/set-up`),
    publish: main.getByRole('button', { name: t('setUpList.publish') }),
    published: main.getByText(t('setUpList.lead_published')),
    notYet: main.getByText(t('setUpList.note_approved')),
    back: () => main.getByRole('link', { name: t('setUpList.noteLink') }).click(),
    /** From the page of the last step that was missing. */
    finish: () => main.getByRole('link', { name: t('setUpList.nextNone') }).click(),

    async tellFacts() {
      await begin('setUpList.step_facts');
      await main.getByLabel(t('settings.address')).fill('Calle Uría 1');
      await main.getByRole('textbox', { name: t('settings.latitude') }).fill('43,53');
      await main.getByRole('textbox', { name: t('settings.longitude') }).fill('-5.66');
      await main.getByLabel(t('settings.phone')).fill('+34 985 000 000');
      await main.getByLabel(t('settings.aboutEs')).fill('Un club junto al mar.');
      await main.getByLabel(t('settings.aboutEn')).fill('A club by the sea.');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
    },

    /** Adds a court as the form proposes it. */
    async addCourt() {
      await goOn('setUpList.step_courts');
      await main.getByText(t('clubCourts.add'), { exact: true }).click();
      await main.getByRole('button', { name: t('clubCourts.addDo'), exact: true }).click();
      await expect(main.getByText(t('clubCourts.added'))).toBeVisible();
    },

    /** The same hours on each day. */
    async openDaily(opens: string, closes: string) {
      await goOn('setUpList.step_hours');
      await untilScripted(week.locator('form'));
      await week.locator('input[name="seasons.0.1.0.opens"]').fill(opens);
      await week.locator('input[name="seasons.0.1.0.closes"]').fill(closes);
      await week.getByLabel(t('hours.copy')).first().selectOption('all');
      await week.getByRole('button', { name: t('hours.review') }).click();
      await week.getByRole('button', { name: t('hours.save'), exact: true }).click();
      await expect(main.getByText(t('hours.saved_hours'))).toBeVisible();
    },

    /** One rule for every hour. */
    async priceAll(perHour: string) {
      await goOn('setUpList.step_prices');
      await untilScripted(main.locator('form'));
      await rule.getByLabel(t('priceForm.nameEs')).fill('Tarifa');
      await rule.getByLabel(t('priceForm.nameEn')).fill('Rate');
      await rule.getByLabel(t('priceForm.price')).fill(perHour);
      await main.getByRole('button', { name: t('priceForm.review') }).click();
      const effect = main.getByRole('region', { name: t('priceForm.effect') });
      await expect(effect.getByRole('definition').filter({ hasText: /[1-9]/ }).first()).toBeVisible();
      await effect.getByRole('button', { name: t('priceForm.save') }).click();
      await expect(main.getByText(t('prices.saved'))).toBeVisible();
    },

    /** Everything back until two days before. */
    async promiseRefunds() {
      await main
        .getByRole('link', { name: t('setUpList.changeOf', { step: t('setUpList.step_policy') }) })
        .click();
      await main.getByLabel(t('settings.freeHours')).fill('48');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
    },
  };
}
