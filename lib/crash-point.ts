import { env } from './env';

export const CRASH_POINTS = [
  'intent_created',
  'webhook_stored',
  'payment_settled',
  'refund_sent',
  'notice_sent',
] as const;

/** Kills this process when the chaos harness asked for it at this very point; start-up refuses the setting in production. */
export function crashPoint(point: (typeof CRASH_POINTS)[number]): void {
  if (env().PISTA_CRASH_AT === point) process.kill(process.pid, 'SIGKILL');
}
