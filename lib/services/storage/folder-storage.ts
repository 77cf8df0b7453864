import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ProviderOutage } from '@/lib/services/call/provider-errors';
import type { Storage } from './storage-type';

/** Files in a folder of this machine. */
export function folderStorage(folder: string): Storage {
  const placeOf = (key: string) => path.join(folder, key);
  return {
    async put(key, bytes) {
      const place = placeOf(key);
      const unfinished = `${place}.${randomUUID()}`;
      await onDisk(async () => {
        await mkdir(path.dirname(place), { recursive: true });
        await writeFile(unfinished, bytes);
        await rename(unfinished, place);
      });
    },
    read: (key) =>
      onDisk(async () => {
        const found = await readFile(placeOf(key)).catch(nullWhenAbsent);
        return found && new Uint8Array(found);
      }),
    async remove(key) {
      await onDisk(() => rm(placeOf(key), { force: true }));
      // The folder of the last file of an object has no use. One with files stays.
      await rmdir(path.dirname(placeOf(key))).catch(() => undefined);
    },
  };
}

/** A full or broken disk is an outage. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new ProviderOutage('The disk did not take or give a file.', { cause });
  }
}

function nullWhenAbsent(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
