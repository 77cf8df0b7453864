import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** Epoch ms of the last paint after each pointer that went up, and of its going up. */
    drops: { upAt: number; paintedAt: number }[];
    interactions: Map<number, number>;
  }
}

/** Notes when a pointer goes up, and when the browser has painted after it. */
export const watchDrops = (page: Page) =>
  page.evaluate(() => {
    window.drops = [];
    addEventListener(
      'pointerup',
      ({ timeStamp }) =>
        // A task after the frame's callbacks runs once the frame is handed over.
        requestAnimationFrame(() =>
          setTimeout(() => window.drops.push({ upAt: timeStamp, paintedAt: performance.now() })),
        ),
      { capture: true },
    );
  });

/** How long the paint after the last drop took. */
export async function lastDropMs(page: Page, nth: number): Promise<number> {
  await page.waitForFunction((wanted) => window.drops.length >= wanted, nth);
  return page.evaluate(() => {
    const last = window.drops.at(-1);
    return last ? last.paintedAt - last.upAt : Number.NaN;
  });
}

/** When the item is painted at another place than `at`, in epoch ms. */
export const untilMoved = (page: Page, id: string, at: string): Promise<number> =>
  page.evaluate(
    ([item, before]) =>
      new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          const element = document.querySelector<HTMLElement>(`[data-item="${item}"]`);
          if (!element || element.dataset.at === before) return;
          observer.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
        });
        observer.observe(document.body, { attributes: true, childList: true, subtree: true });
      }),
    [id, at],
  );

/** Notes the longest event of each interaction of a page, as its INP counts them. */
export const watchInteractions = (page: Page) =>
  page.addInitScript(() => {
    window.interactions = new Map();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const id =
          'interactionId' in entry && typeof entry.interactionId === 'number' ? entry.interactionId : 0;
        const longest = window.interactions.get(id) ?? 0;
        if (id > 0) window.interactions.set(id, Math.max(longest, entry.duration));
      }
    }).observe({ type: 'event', buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  });

/** The slowest interaction of the page so far, in ms. Those under 16 ms are not reported by the browser. */
export const slowestMs = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, ...window.interactions.values()));
