import { execFile } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findBinaries, findIdentity } from '@/scripts/postgres-binaries';

const run = promisify(execFile);
const GIB = 1024 ** 3;

/** Cores, memory, and the versions that a figure depends on, in one line. */
export async function describeMachine(): Promise<string> {
  const { pg_ctl } = await findBinaries(await findIdentity('/'));
  const { stdout } = await run(path.join(path.dirname(pg_ctl), 'postgres'), ['--version']);
  const cores = cpus();
  const memory = `${(totalmem() / GIB).toFixed(0)} GB`;
  const model = cores[0]?.model.trim() ?? 'unknown';
  return `${cores.length} × ${model}, ${memory}, Node ${process.versions.node}, PostgreSQL ${stdout.trim().split(' ').at(-1)}`;
}

/** The commit that is checked out, with a + when the files are not those of it. */
export async function describeCommit(document: string): Promise<string> {
  const { stdout: commit } = await run('git', ['rev-parse', '--short=8', 'HEAD']);
  const { stdout: changed } = await run('git', ['status', '--porcelain', '--', '.', `:(exclude)${document}`]);
  return `${commit.trim()}${changed === '' ? '' : '+'}`;
}
