import { env } from '@/lib/core/env';
import { call } from '@/lib/services/call/call';
import { credential } from '@/lib/services/call/credentials';
import { openStorage } from './open-storage';
import type { Storage } from './storage-type';

/** The files of this deployment. Each call is timed and bounded, and a failure of the place is `service_unavailable`. */
export const storage: Storage = {
  put: (key, bytes, mediaType) =>
    call('storage', 'put', (signal) => opened().put(key, bytes, mediaType, signal)),
  read: (key) => call('storage', 'read', (signal) => opened().read(key, signal), { retryRead: true }),
  remove: (key) => call('storage', 'remove', (signal) => opened().remove(key, signal)),
};

let kept: Storage | undefined;

function opened(): Storage {
  kept ??= openStorage({
    url: env().STORAGE_URL,
    accessKey: credential('STORAGE_ACCESS_KEY', 'storage').reveal(),
    secretKey: credential('STORAGE_SECRET_KEY', 'storage').reveal(),
    region: env().STORAGE_REGION,
  });
  return kept;
}
