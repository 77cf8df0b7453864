import { createServer } from 'node:net';

/** A TCP port without a listener: the preferred one or the next free after it, else any. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred === undefined) return probe(0);
  for (let port = preferred; port < preferred + 100; port += 1) {
    const free = await probe(port).catch(() => null);
    if (free !== null) return free;
  }
  return probe(0);
}

function probe(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
