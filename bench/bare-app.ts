import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@/scripts/free-port';

const NEXT = path.resolve('node_modules/next/dist/bin/next');
const START_TIMEOUT_MS = 30_000;

const FILES = {
  'app/layout.jsx':
    'export default ({ children }) => <html lang="es"><body>{children}</body></html>;\nexport const dynamic = "force-dynamic";\n',
  'app/page.jsx': 'export default () => <h1>Pista</h1>;\n',
  'app/long/[bytes]/page.jsx':
    'export default async ({ params }) => <p>{"a".repeat(Number((await params).bytes) / 2)}</p>;\n',
  'app/answer/route.js':
    'const text = JSON.stringify({ text: "a".repeat(10_240 - 11) });\nexport const GET = () => new Response(text, { headers: { "content-type": "application/json" } });\n',
  'app/cpu/route.js': 'export const GET = () => Response.json(process.cpuUsage());\n',
  // Without its own, Next takes the one of the folder above.
  'instrumentation.js': 'export const register = () => {};\n',
  'package.json': '{ "private": true }\n',
};

/**
 * Builds and starts a page of one word with the same Next and React, for comparison. `/long/{bytes}` sends as many
 * bytes, half of them a second time as Next sends each page. `/answer` is a route that answers 10 KB, and `/cpu` tells
 * the process's CPU time in microseconds.
 */
export async function startBareApp(): Promise<{ url: string; close: () => Promise<void> }> {
  // Below this folder, so that it finds the same packages.
  const folder = path.resolve('.data', `bench-bare-${process.pid}`);
  for (const [name, content] of Object.entries(FILES)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  const root = path.resolve('.');
  await writeFile(
    path.join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`,
  );
  await promisify(execFile)(process.execPath, [NEXT, 'build', folder]);
  const port = await findFreePort();
  const child = spawn(process.execPath, [NEXT, 'start', folder, '--port', String(port)], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const close = async () => {
    child.kill();
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilAnswers(url);
  } catch (error) {
    await close();
    throw error;
  }
  return { url, close };
}

async function untilAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the bare page did not answer within ${START_TIMEOUT_MS / 1000} s`);
}
