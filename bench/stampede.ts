import { Pool } from 'undici';

const ANSWER_WITHIN_MS = 60_000;

/** The answers to requests sent at once. Status 0 is a broken connection or a missing answer. */
export type Stampede = { statuses: number[]; timesMs: number[] };

/** A POST under a person's key. */
type Request = { key: string; path: string; body: object };

export type Gate = {
  /** Lets all requests go at the same moment. */
  release: (requests: readonly Request[]) => Promise<Stampede>;
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
    release: async (requests) => {
      const startedAt = performance.now();
      const told = await Promise.all(
        requests.map(async (request) => {
          const status = await post(http, request);
          return { status, ms: performance.now() - startedAt };
        }),
      );
      return { statuses: told.map(({ status }) => status), timesMs: told.map(({ ms }) => ms) };
    },
    close: () => http.close(),
  };
}

async function post(http: Pool, { key, path, body }: Request): Promise<number> {
  const headers = { authorization: `Token ${key}`, 'content-type': 'application/json' };
  try {
    const answer = await http.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
    await answer.body.dump();
    return answer.statusCode;
  } catch {
    return 0;
  }
}
