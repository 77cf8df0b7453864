import { z } from 'zod';
import { PLAYABLE } from '@/sandbox/providers';
import type { Sandbox } from '@/sandbox/start';

const schema = z.object({
  E2E_BASE_URL: z.url(),
  E2E_CHROMIUM: z.string(),
  E2E_DATABASE_URL: z.string(),
  E2E_PLAIN: z.string(),
  /** JSON: the origin of each provider of the sandbox. */
  E2E_SANDBOX: z
    .string()
    .transform((text) => z.partialRecord(z.enum(PLAYABLE), z.string()).parse(JSON.parse(text))),
});

// biome-ignore lint/style/noProcessEnv: scripts/e2e.ts tells the browser tests where everything is
const environment = () => schema.parse(process.env);

/** The origin of the app under test. */
export const baseUrl = () => environment().E2E_BASE_URL;

/** Whether plain `next start` serves it, without `server.ts`. */
export const isPlain = () => environment().E2E_PLAIN === '1';

export const chromiumPath = () => environment().E2E_CHROMIUM;

/** The app's database, for rows that a journey needs or checks. */
export const databaseUrl = () => environment().E2E_DATABASE_URL;

/** The played providers, as the helpers of test/ take them. */
export const sandbox = (): Pick<Sandbox, 'urls'> => ({ urls: environment().E2E_SANDBOX });

/** The origin of a played provider, such as `resend` for the inbox. */
export function sandboxUrl(provider: (typeof PLAYABLE)[number]): string {
  const url = sandbox().urls[provider];
  if (url === undefined) throw new Error(`the sandbox does not play ${provider}`);
  return url;
}
