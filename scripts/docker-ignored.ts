import { readFile } from 'node:fs/promises';

/** What `.dockerignore` leaves out of the image: names of files and folders, and endings as two stars, slash, star. */
export async function readLeftOut(): Promise<string[]> {
  return (await readFile('.dockerignore', 'utf8')).split('\n').filter(Boolean);
}

/** Whether the image lacks a file, by its path from the root. */
export const isLeftOut = (leftOut: readonly string[], file: string): boolean =>
  leftOut.some((pattern) =>
    pattern.startsWith('**/*')
      ? file.endsWith(pattern.slice('**/*'.length))
      : file === pattern || file.startsWith(`${pattern}/`),
  );
