import type { BrowserContext, Response } from '@playwright/test';
import { shownSecrets } from '@/test/shown-secrets';
import { baseUrl } from './environment';

export type SecretWatch = {
  watch: (context: BrowserContext) => void;
  /** What of the app's answers showed which secret, once all of them are read. */
  shown: () => Promise<string[]>;
};

/** Reads whatever the app answers to a browser, its files apart, which are searched where they lie. */
export function watchSecrets(): SecretWatch {
  const reading: Promise<string[]>[] = [];
  return {
    watch: (context) =>
      context.on('response', (response) => {
        const url = response.url();
        if (url.startsWith(baseUrl()) && !url.includes('/_next/static/')) reading.push(read(response));
      }),
    shown: async () => (await Promise.all(reading)).flat(),
  };
}

async function read(response: Response): Promise<string[]> {
  // Of a redirect, and of what the browser dropped for the next page, there is no body.
  const [headers, body] = await Promise.all([
    response.allHeaders().catch(() => ({})),
    response.text().catch(() => ''),
  ]);
  // biome-ignore lint/style/noProcessEnv: the journeys have the environment of the app
  const shown = shownSecrets(JSON.stringify(headers) + body, process.env);
  return shown.map((name) => `${response.url()} shows ${name}`);
}
