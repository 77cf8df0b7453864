import { type BrowserContext, test as base, expect } from '@playwright/test';
import { closeDatabase } from '@/db';
import { hashPassword } from '@/lib/auth/password';
import { sessionCookieName } from '@/lib/auth/session-cookie';
import { renewSessionToken, type Session } from '@/lib/auth/session-token';
import type { Locale, StaffRole } from '@/lib/core/context';
import { makeStaff, makeUser, type User } from '@/test/factories';
import { sessionOf } from '@/test/requests';
import { measureCoverage } from './browser-coverage';
import { enrolBeforehand } from './enrol';
import { baseUrl } from './environment';
import { accountPage } from './pages/account';
import { boardPage } from './pages/board';
import { checkoutPage } from './pages/checkout';
import { clubPage } from './pages/club';
import { homePage } from './pages/home';
import { reservationPage } from './pages/reservation';
import { resultsPage } from './pages/results';
import { secondFactorPage } from './pages/second-factor';
import { signInPage } from './pages/sign-in';
import { haveProvidersAlone, shareProviders } from './provider-lock';
import { tillPage } from './pages/till';
import { type Site, siteIn } from './site';
import { watchErrors } from './stray-errors';
import { type SecretWatch, watchSecrets } from './stray-secrets';
import { type OwnClub, openClub } from './world';

export { expect };

export const PASSWORD = 'una contraseña de prueba';

/** Made once for each worker, because it is slow on purpose. */
let passwordHash: Promise<string> | undefined;

type Options = {
  /** Console errors that a test causes on purpose. Any other fails it. */
  expectedErrors: readonly RegExp[];
  /** Whether this test disturbs the sandbox and so must have it alone. */
  disturbsProviders: boolean;
  signedIn: boolean;
  /** When the session began and the password was given, in Unix seconds, by default a moment ago. */
  signedInAt: number | null;
  /** Whether the player is an operator. `bare` is one without a second factor. */
  operator: boolean | 'bare';
  /** What the player is at the `workplace`. */
  role: StaffRole;
};

type Fixtures = Options & {
  /** The language of the browser. */
  language: Locale;
  site: Site;
  /** The test's own player, signed in unless the test says otherwise. */
  player: User;
  /** Signs a new member of staff in again, because the player's session has ended. */
  signInAsStaff: (user: User) => Promise<void>;
  /** Signs somebody in, in a browser of their own. */
  browserOf: (user: User, session?: Partial<Session>) => Promise<BrowserContext>;
  club: OwnClub;
  /** The same club, set up and on sale, with the player signed in as its staff. */
  workplace: OwnClub;
  home: ReturnType<typeof homePage>;
  results: ReturnType<typeof resultsPage>;
  clubView: ReturnType<typeof clubPage>;
  signIn: ReturnType<typeof signInPage>;
  checkout: ReturnType<typeof checkoutPage>;
  reservation: ReturnType<typeof reservationPage>;
  account: ReturnType<typeof accountPage>;
  secondFactor: ReturnType<typeof secondFactorPage>;
  board: ReturnType<typeof boardPage>;
  till: ReturnType<typeof tillPage>;
  strayErrors: string[];
  straySecrets: SecretWatch;
  providerLock: undefined;
};

export const test = base.extend<Fixtures, { database: undefined }>({
  expectedErrors: [[], { option: true }],
  disturbsProviders: [false, { option: true }],
  signedIn: [true, { option: true }],
  signedInAt: [null, { option: true }],
  operator: [false, { option: true }],
  role: ['manager', { option: true }],

  database: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
    async ({}, use) => {
      await use(undefined);
      await closeDatabase();
    },
    { scope: 'worker', auto: true },
  ],

  providerLock: [
    async ({ disturbsProviders }, use) => {
      const release = await (disturbsProviders ? haveProvidersAlone() : shareProviders());
      await use(undefined);
      await release();
    },
    { auto: true, timeout: 300_000 },
  ],

  strayErrors: [
    async ({ context, expectedErrors }, use) => {
      const stray = watchErrors(context, expectedErrors);
      await use(stray);
      expect(stray, 'nothing is left on the console').toEqual([]);
    },
    { auto: true },
  ],

  straySecrets: [
    async ({ context }, use) => {
      const secrets = watchSecrets();
      secrets.watch(context);
      await use(secrets);
      expect(await secrets.shown(), 'no answer shows a secret').toEqual([]);
    },
    { auto: true },
  ],

  language: async ({ locale }, use) => use(locale?.startsWith('en') ? 'en' : 'es'),
  site: async ({ page, language }, use) => use(siteIn(page, language)),

  player: async ({ language, operator }, use) => {
    passwordHash ??= hashPassword(PASSWORD);
    const user = await makeUser({
      locale: language,
      passwordHash: await passwordHash,
      operatorSince: operator ? new Date() : null,
    });
    await use(operator === true ? { ...user, ...(await enrolBeforehand(user)) } : user);
  },

  context: async ({ context, player, signedIn, signedInAt, operator }, use) => {
    const writeCoverage = measureCoverage(context);
    const since = signedInAt === null ? {} : { startedAt: signedInAt, provenAt: signedInAt };
    const factor = operator === true ? { factorAt: Math.floor(Date.now() / 1000) } : {};
    if (signedIn) await addSession(context, player, { ...since, ...factor });
    await use(context);
    await writeCoverage();
  },

  signInAsStaff: async ({ context }, use) => use((user) => addSession(context, user, { life: 'staff' })),

  browserOf: async ({ browser, strayErrors, straySecrets, expectedErrors }, use) => {
    const opened: BrowserContext[] = [];
    const coverages: (() => Promise<void>)[] = [];
    await use(async (user, session) => {
      const context = await browser.newContext();
      opened.push(context);
      coverages.push(measureCoverage(context));
      watchErrors(context, expectedErrors, strayErrors);
      straySecrets.watch(context);
      await addSession(context, user, session);
      return context;
    });
    for (const writeCoverage of coverages) await writeCoverage();
    await Promise.all(opened.map((context) => context.close()));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  club: async ({}, use) => use(await openClub()),

  workplace: async ({ club, player, role, signInAsStaff }, use) => {
    await makeStaff(player.id, club.id, role);
    await signInAsStaff(player);
    await use(club);
  },

  home: async ({ site }, use) => use(homePage(site)),
  results: async ({ site }, use) => use(resultsPage(site)),
  clubView: async ({ site }, use) => use(clubPage(site)),
  signIn: async ({ site }, use) => use(signInPage(site)),
  checkout: async ({ site }, use) => use(checkoutPage(site)),
  reservation: async ({ site }, use) => use(reservationPage(site)),
  account: async ({ site }, use) => use(accountPage(site)),
  secondFactor: async ({ site }, use) => use(secondFactorPage(site)),
  board: async ({ site }, use) => use(boardPage(site)),
  till: async ({ site }, use) => use(tillPage(site)),
});

/** The cookie that a sign-in a moment ago would have left. */
async function addSession(
  context: BrowserContext,
  user: User,
  changes: Partial<Session> = {},
): Promise<void> {
  const value = await renewSessionToken(sessionOf(user, changes));
  await context.addCookies([
    { name: sessionCookieName(), value, url: baseUrl(), httpOnly: true, sameSite: 'Lax' },
  ]);
}
