import { randomUUID } from 'node:crypto';
import { env } from '@/lib/core/env';
import { isAppError } from '@/lib/core/errors';
import type { Message } from '@/lib/core/i18n/message';
import { storage } from '@/lib/services/storage/storage';
import { type ServiceFinding, unwell, well } from './service-finding';

const ID = 'storage';

/** Whether photos can be kept, read and removed, by a small file that comes and goes. */
export async function diagnoseStorage(): Promise<ServiceFinding[]> {
  const values = { place: env().STORAGE_URL };
  const key = `probe/${randomUUID()}.txt`;
  try {
    await storage.put(key, new TextEncoder().encode('Pista'), 'text/plain');
    const read = await storage.read(key);
    await storage.remove(key);
    const [does, lost] = [message('works', values), message('forgets', values)];
    return [read === null ? unwell('bad', ID, lost, ADVICE) : well(ID, does)];
  } catch (error) {
    if (!isAppError(error, 'service_unavailable')) throw error;
    return [unwell('bad', ID, message('fails', values), ADVICE)];
  }
}

const ADVICE = 'diagnosis.storage.advice';
const message = (which: 'works' | 'forgets' | 'fails', values: { place: string }): Message => ({
  key: `diagnosis.storage.${which}`,
  values,
});
