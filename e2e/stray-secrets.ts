import { setTimeout } from 'node:timers/promises';
import type { BrowserContext, Response } from '@playwright/test';
import { shownSecrets } from '@/test/shown-secrets';
import { baseUrl } from './environment';

export type SecretWatch = {
  watch: (context: BrowserContext) => void;
  /** Which secrets were in which answers of the app, once all are read. */
  shown: () => Promise<string[]>;
};

/** Reads all answers of the app but its files, which are searched on disk. */
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

/** An answer that the browser dropped may never tell its body. */
const READ_WITHIN_MS = 10_000;

async function read(response: Response): Promise<string[]> {
  const within = <T>(reading: Promise<T>, otherwise: T) =>
    Promise.race([reading.catch(() => otherwise), setTimeout(READ_WITHIN_MS, otherwise, { ref: false })]);
  // A redirect, and an answer dropped for the next page, has no body.
  const [headers, body] = await Promise.all([
    within<Record<string, string>>(response.allHeaders(), {}),
    within(response.text(), ''),
  ]);
  // biome-ignore lint/style/noProcessEnv: the journeys have the environment of the app
  const shown = shownSecrets(JSON.stringify(headers) + body, process.env);
  return shown.map((name) => `${response.url()} shows ${name}`);
}
