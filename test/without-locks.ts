import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { closeDatabase } from '@/db';
import { env } from '@/lib/core/env';

/**
 * Runs `work` while this process takes no locks and moves rows from any status (`move` in `lib/ledger/states.ts`).
 * This is the negative control of a race that a lock decides.
 */
export async function withoutLocks(work: () => Promise<void>): Promise<void> {
  const { DATABASE_URL } = env();
  const proxy = await openProxy(new URL(DATABASE_URL));
  await reconnect(proxy.url);
  try {
    await work();
  } finally {
    await reconnect(DATABASE_URL);
    proxy.close();
  }
}

async function reconnect(databaseUrl: string): Promise<void> {
  await closeDatabase();
  env().DATABASE_URL = databaseUrl;
}

/** A proxy before PostgreSQL that takes the locks out of every message. */
async function openProxy({ hostname, port, href }: URL): Promise<{ url: string; close: () => void }> {
  const server = createServer((client) => {
    const postgres = connect(Number(port), hostname);
    client.on('data', (bytes) => postgres.write(unlocked(bytes)));
    postgres.pipe(client);
    for (const socket of [client, postgres]) {
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        postgres.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(href);
  url.port = String(typeof address === 'object' ? address?.port : '');
  return { url: url.href, close: () => server.close() };
}

const LOCK = 'pg_advisory_xact_lock';
/** The old status, by which `move` finds its row. */
const GUARD = /"(\w+)"\."status" = (\$\d+)(?= and "\1"\."id" in \(\$)/g;

/** As long as before, because each message to PostgreSQL states its length. */
function unlocked(bytes: Buffer): Buffer {
  const text = bytes
    .toString('latin1')
    .replace(/ for (?:update|no key update|share)( of "\w+")?/g, (asked) => ' '.repeat(asked.length))
    .replaceAll(LOCK, 'int4larger'.padEnd(LOCK.length))
    .replace(GUARD, (asked, _table, param) => `${param}::text is not null`.padEnd(asked.length));
  return Buffer.from(text, 'latin1');
}
