import type { CrashPoint } from './crash-points';
import { env } from './env';

/** Kills this process when a crash test or the chaos harness asked for it at this very point; start-up takes the setting in tests alone. */
export function crashPoint(point: CrashPoint): void {
  if (env().PISTA_CRASH_AT === point) process.kill(process.pid, 'SIGKILL');
}
