import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, CDPSession } from '@playwright/test';
import { COVERAGE } from '@/scripts/coverage/folders';

/**
 * Collects the coverage of a context's pages, where it is wanted. Pages that were closed before are lost.
 * @returns what writes it
 */
export function measureCoverage(context: BrowserContext): () => Promise<void> {
  // biome-ignore lint/style/noProcessEnv: scripts/test.ts says so by its environment
  if (process.env.PISTA_COVERAGE !== '1') return async () => {};
  const sessions: Promise<CDPSession>[] = [];
  context.on('page', (page) => {
    const session = context.newCDPSession(page).then(async (session) => {
      await session.send('Profiler.enable');
      await session.send('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
      return session;
    });
    // A page that is closed at once has no coverage.
    session.catch(() => {});
    sessions.push(session);
  });
  return async () => {
    for (const session of sessions) {
      const taken = await session.then((one) => one.send('Profiler.takePreciseCoverage')).catch(() => null);
      if (taken === null) continue;
      const file = path.join(COVERAGE.browser, `${crypto.randomUUID()}.json`);
      await writeFile(
        file,
        JSON.stringify({ result: taken.result.filter(({ url }) => url.includes('/_next/')) }),
      );
    }
  };
}
