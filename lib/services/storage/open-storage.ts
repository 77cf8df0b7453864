import path from 'node:path';
import { folderStorage } from './folder-storage';
import { s3Storage } from './s3-storage';
import type { Storage } from './storage-type';

/** As the environment names it (`STORAGE_*`). */
export type StoragePlace = {
  url: string;
  accessKey?: string | undefined;
  secretKey?: string | undefined;
  region?: string | undefined;
};

/** The storage of a place: a folder of this machine, or a bucket. Its calls throw ProviderOutage and ProviderRefusal. */
export function openStorage({
  url,
  accessKey = '',
  secretKey = '',
  region = 'us-east-1',
}: StoragePlace): Storage {
  const folder = /^file:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1];
  const place =
    folder === undefined
      ? s3Storage({ url, accessKey, secretKey, region })
      : folderStorage(path.resolve(folder));
  return {
    put: (key, ...rest) => place.put(safe(key), ...rest),
    read: (key, ...rest) => place.read(safe(key), ...rest),
    remove: (key, ...rest) => place.remove(safe(key), ...rest),
  };
}

/** Keys are made by us of ids and numbers, so that none leads out of its place. */
const KEY = /^[\w-]+(?:\/[\w-]+)*(?:\.\w+)?$/;

function safe(key: string): string {
  if (!KEY.test(key)) throw new Error(`${JSON.stringify(key)} is no key of a file`);
  return key;
}
