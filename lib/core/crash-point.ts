import type { CrashPoint } from './crash-points';
import { env } from './env';

/**
 * Kills this process at a named point when a crash test or the chaos harness asked for it. Start-up takes the setting
 * in tests alone.
 */
export function crashPoint(point: CrashPoint): void {
  if (env().PISTA_CRASH_AT === point) process.kill(process.pid, 'SIGKILL');
}
