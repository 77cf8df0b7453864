import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';

const run = promisify(execFile);
const DOWNLOAD_TIMEOUT_MS = 300_000;
const INSTALLED = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that starts on this machine: Playwright's own, else an installed one, else a download of Playwright's,
 * else Debian's package when root may install it.
 * @throws Error with one sentence that says what to install
 */
export async function findChromium(): Promise<string> {
  const own = chromium.executablePath();
  if (await starts(own)) return own;
  const present = await findInstalled();
  if (present !== null) return present;
  await download().catch(() => {});
  if (await starts(own)) return own;
  if (process.getuid?.() === 0) await installPackage().catch(() => {});
  const installed = await findInstalled();
  if (installed !== null) return installed;
  throw new Error(
    'The browser tests need Chromium: run "npx playwright install --with-deps chromium", or install the package chromium.',
  );
}

async function findInstalled(): Promise<string | null> {
  for (const name of INSTALLED) {
    // Playwright wants a path, not a name to look up.
    const found = await run('sh', ['-c', 'command -v "$0"', name]).catch(() => null);
    const program = found?.stdout.trim();
    if (program && (await starts(program))) return program;
  }
  return null;
}

/** Asks for the version, which also fails when a library is missing. */
const starts = (program: string) =>
  run(program, ['--version']).then(
    () => true,
    () => false,
  );

async function download(): Promise<void> {
  await run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    timeout: DOWNLOAD_TIMEOUT_MS,
  });
}

async function installPackage(): Promise<void> {
  await run('apt-get', ['update']);
  await run('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium']);
}
