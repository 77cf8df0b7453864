import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NAMED_IN = 'docs/release-before';

/** The commit of the release that still runs while this one is rolled out. */
export const readPreviousRelease = async (): Promise<string> => (await readFile(NAMED_IN, 'utf8')).trim();

/**
 * Checks a commit out into a folder of its own, over the packages of this checkout.
 * @throws Error that says what to do when the commit is not here
 */
export async function checkOut(commit: string): Promise<{ folder: string; remove: () => Promise<void> }> {
  await run('git', ['cat-file', '-e', `${commit}^{commit}`]).catch(() => {
    throw new Error(
      `This checkout lacks the commit ${commit} of ${NAMED_IN}: run "git fetch --unshallow", or clone the repository whole.`,
    );
  });
  const folder = path.join(await mkdtemp(path.join(tmpdir(), 'pista-release-')), 'checkout');
  await run('git', ['worktree', 'add', '--detach', folder, commit]);
  await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  return {
    folder,
    remove: async () => {
      await run('git', ['worktree', 'remove', '--force', folder]);
      await rm(path.dirname(folder), { recursive: true });
    },
  };
}
