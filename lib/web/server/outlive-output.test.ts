import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';

const OUTLIVE = path.resolve(import.meta.dirname, 'outlive-output.ts');

/** Writes while nobody reads, reports failures as Next does, and says how many there were within a moment. */
const program = (start: string) => `
  let failures = 0;
  process.on('uncaughtException', (error) => {
    failures += 1;
    if (failures < 50) console.error(error);
  });
  ${start}
  process.once('message', () => {
    console.log('nobody reads this');
    setTimeout(() => process.send(failures, () => process.exit()), 500);
  });
  process.send('ready');
`;

async function failuresOf(start: string): Promise<unknown> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program(start)],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  );
  await once(child, 'message');
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.send('go');
  const [failures] = await once(child, 'message');
  return failures;
}

test('what is written to nobody fails nothing', async () => {
  const start = `(await import(${JSON.stringify(OUTLIVE)})).outliveOutput();`;
  expect(await failuresOf(start)).toBe(0);
});

test('without it each report of a failure is the next failure (control)', async () => {
  expect(await failuresOf('')).toBe(50);
});
