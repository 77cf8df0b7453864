import type { Browser, CDPSession, Page } from '@playwright/test';

export type Load = {
  firstByteMs: number;
  /** Largest contentful paint. */
  lcpMs: number;
  /** Which element that was. */
  lcpElement: string;
  /** Cumulative layout shift. */
  shift: number;
  /** How much longer than 50 ms each task of the page took, from the first paint on: Lighthouse's total blocking time. */
  blockingMs: number;
  /** As they came over the line. */
  scriptKb: number;
  otherKb: number;
};

/** The slow connection and CPU of Lighthouse's mobile profile, applied by the browser. */
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 675_000 / 8,
};
const TIMES_SLOWER = 4;
const PHONE = {
  viewport: { width: 412, height: 823 },
  deviceScaleFactor: 1.75,
  isMobile: true,
  hasTouch: true,
};
/** After the page is loaded, for late paints. */
const SETTLE_MS = 2_500;

/** Opens a page once in a new browser, and watches it a moment longer than it loads. */
export async function loadPage(
  browser: Browser,
  url: string,
  cookie?: { name: string; value: string },
): Promise<Load> {
  const context = await browser.newContext({ ...PHONE, locale: 'es-ES', timezoneId: 'Europe/Madrid' });
  try {
    if (cookie) await context.addCookies([{ ...cookie, url }]);
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', LINE);
    await line.send('Emulation.setCPUThrottlingRate', { rate: TIMES_SLOWER });
    const weight = weigh(line, new URL(url).origin);
    await page.addInitScript(watchPaints);
    await page.goto(url, { waitUntil: 'load', timeout: 60_000 });
    await page.waitForTimeout(SETTLE_MS);
    return { ...(await readPaints(page)), ...weight() };
  } finally {
    await context.close();
  }
}

/** Counts the bytes from our own origin, headers included. */
function weigh(line: CDPSession, origin: string): () => { scriptKb: number; otherKb: number } {
  const types = new Map<string, string>();
  let scripts = 0;
  let rest = 0;
  line.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (response.url.startsWith(origin)) types.set(requestId, type);
  });
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = types.get(requestId);
    if (type === 'Script') scripts += encodedDataLength;
    else if (type !== undefined) rest += encodedDataLength;
  });
  return () => ({ scriptKb: scripts / 1024, otherKb: rest / 1024 });
}

declare global {
  interface Window {
    paints: { lcpMs: number; lcpElement: string; shift: number; tasks: { endMs: number; ms: number }[] };
  }
}

/** Runs in the page before its own scripts. */
function watchPaints(): void {
  window.paints = { lcpMs: 0, lcpElement: '', shift: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.paints.lcpMs = entry.startTime;
      const element = 'element' in entry ? entry.element : null;
      window.paints.lcpElement = element instanceof Element ? element.tagName.toLowerCase() : '';
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (
        'value' in entry &&
        typeof entry.value === 'number' &&
        !('hadRecentInput' in entry && entry.hadRecentInput)
      ) {
        window.paints.shift += entry.value;
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      window.paints.tasks.push({ endMs: startTime + duration, ms: duration });
    }
  }).observe({ type: 'longtask', buffered: true });
}

const LONG_TASK_MS = 50;

async function readPaints(page: Page): Promise<Omit<Load, 'scriptKb' | 'otherKb'>> {
  const { tasks, firstPaintMs, ...paints } = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const [firstPaint] = performance.getEntriesByName('first-contentful-paint');
    const firstByteMs =
      navigation instanceof PerformanceNavigationTiming ? navigation.responseStart : Number.NaN;
    return { firstByteMs, firstPaintMs: firstPaint?.startTime ?? 0, ...window.paints };
  });
  const late = tasks.filter(({ endMs }) => endMs > firstPaintMs);
  return { ...paints, blockingMs: late.reduce((sum, { ms }) => sum + ms - LONG_TASK_MS, 0) };
}
