import { afterAll, beforeAll, beforeEach } from 'vitest';
import { openLog } from '@/lib/core/log';

const shared = globalThis as { pistaLog?: ReturnType<typeof openLog> };

/** Collects this process's log lines of every level, anew for each test. */
export function useKeptLog(): readonly string[] {
  const lines: string[] = [];
  beforeAll(() => {
    shared.pistaLog = openLog('trace', { write: (line: string) => void lines.push(line) });
  });
  beforeEach(() => void lines.splice(0));
  afterAll(() => {
    delete shared.pistaLog;
  });
  return lines;
}
