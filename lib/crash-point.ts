import { env } from './env';

/** Those that a booking passes on its way; the chaos run chooses among them. */
export const CRASH_POINTS = [
  'intent_created',
  'webhook_stored',
  'payment_settled',
  'refund_sent',
  'notice_sent',
] as const;

type CrashPoint = (typeof CRASH_POINTS)[number] | 'club_partly_cancelled';

/** Kills this process when the chaos harness asked for it at this very point; start-up refuses the setting in production. */
export function crashPoint(point: CrashPoint): void {
  if (env().PISTA_CRASH_AT === point) process.kill(process.pid, 'SIGKILL');
}
