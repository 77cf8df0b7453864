import { afterEach } from 'vitest';
import type { CrashPoint } from '@/lib/core/crash-points';
import { type OtherProcess, startOtherProcess } from './start';

/** Starts processes that kill themselves at a named point. Others end with their test. */
export function useProcessDyingAt(): (point: CrashPoint) => Promise<OtherProcess> {
  const started: OtherProcess[] = [];
  afterEach(() => {
    for (const other of started.splice(0)) other.stop();
  });
  return async (point) => {
    const other = await startOtherProcess({ PISTA_CRASH_AT: point });
    started.push(other);
    return other;
  };
}
