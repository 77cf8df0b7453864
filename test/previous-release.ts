import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NAMED_IN = 'docs/release-before';

/** The commit of the release that still runs while this one is rolled out. */
export const readPreviousRelease = async (): Promise<string> => (await readFile(NAMED_IN, 'utf8')).trim();

/** Whether the commit is here, or ought to be: an archive and a shallow clone end before it. */
export const isWithin = async (commit: string, repository = '.'): Promise<boolean> =>
  (await hasCommit(commit, repository)) || (await hasWholeHistory(repository));

const hasCommit = (commit: string, repository: string) =>
  run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: repository }).then(
    () => true,
    () => false,
  );

async function hasWholeHistory(cwd: string): Promise<boolean> {
  const { stdout: shallow } = await run('git', ['rev-parse', '--is-shallow-repository'], { cwd });
  const { stdout: newest } = await run('git', ['rev-list', '--max-count=2', 'HEAD'], { cwd });
  return shallow.trim() === 'false' && newest.trim().split('\n').length === 2;
}

/**
 * Checks a commit out into a folder of its own, over the packages of this checkout.
 * @throws Error that says what to do when the commit is not here
 */
export async function checkOut(commit: string): Promise<{ folder: string; remove: () => Promise<void> }> {
  if (!(await hasCommit(commit, '.'))) {
    throw new Error(
      `This repository lacks the commit ${commit} of ${NAMED_IN}: name the one that is deployed.`,
    );
  }
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
