import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays } from './world';

for (const [reducedMotion, lastsMs] of [
  ['no-preference', '180'],
  ['reduce', '0.01'],
] as const) {
  test.describe(`with motion at "${reducedMotion}"`, () => {
    test.use({ contextOptions: { reducedMotion } });

    test(`the start that is pressed becomes the checkout’s summary in ${lastsMs} ms`, async ({
      page,
      site,
      club,
      results,
      checkout,
    }) => {
      await noteMotion(page);
      await results.open({ city: club.city, date: inDays(2), time: '10:00', duration: '90' });
      await untilScripted(results.start(club.name, '10:00', site.shortEuros(4500)));
      await results.start(club.name, '10:00', site.shortEuros(4500)).click();
      await expect(page).toHaveURL(checkout.address);
      await expect.poll(() => page.evaluate(() => sessionStorage.getItem('moved'))).toBe(lastsMs);
    });
  });
}

/** Records how long transitions between pages take, in milliseconds. */
const noteMotion = (page: Page) =>
  page.addInitScript(() => {
    const start = document.startViewTransition.bind(document);
    document.startViewTransition = (update) => {
      const transition = start(update);
      void transition.ready.then(() => {
        for (const { effect } of document.getAnimations()) {
          if (!(effect instanceof KeyframeEffect)) continue;
          if (!/^::view-transition-group\((?!root)/.test(effect.pseudoElement ?? '')) continue;
          sessionStorage.setItem('moved', String(effect.getComputedTiming().duration));
        }
      });
      return transition;
    };
  });
