import { Pool } from 'undici';
import type { Wish } from './crowd';

const ANSWER_WITHIN_MS = 60_000;

/** The answers to requests sent at once. Status 0 is a broken connection or a missing answer. */
export type Stampede = { statuses: number[]; timesMs: number[] };

export type Gate = {
  /** Lets one request of each client go at the same moment. */
  release: (keys: readonly string[], wishes: readonly Wish[]) => Promise<Stampede>;
  close: () => Promise<void>;
};

/** Connections to the app that are opened before the first crowd. */
export async function openGate(url: string, clients: number): Promise<Gate> {
  const http = new Pool(url, {
    connections: clients,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  const knock = () => http.request({ method: 'GET', path: '/api/v1/health/live' });
  const answers = await Promise.all(Array.from({ length: clients }, knock));
  await Promise.all(answers.map(({ body }) => body.dump()));
  return {
    release: async (keys, wishes) => {
      const startedAt = performance.now();
      const told = await Promise.all(
        wishes.map(async (wish, index) => {
          const status = await book(http, keys[index] ?? '', wish);
          return { status, ms: performance.now() - startedAt };
        }),
      );
      return { statuses: told.map(({ status }) => status), timesMs: told.map(({ ms }) => ms) };
    },
    close: () => http.close(),
  };
}

async function book(http: Pool, key: string, wish: Wish): Promise<number> {
  const headers = { authorization: `Token ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify(wish);
  try {
    const answer = await http.request({ method: 'POST', path: '/api/v1/reservations', headers, body });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0;
  }
}
