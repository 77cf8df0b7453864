import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import type { CheckedService } from '@/lib/services/call/checked-services';
import { checkAll, type HealthReport } from '@/lib/services/call/health';
import { examineConnections } from './diagnose-connections';
import { examineConstraints, examineDatabaseClock, examineZones } from './diagnose-database';
import { examineHealth } from './diagnose-health';
import { examineJobs } from './diagnose-jobs';
import { examineMailDomain, examineMailEndpoint } from './diagnose-mail';
import { examineRegisteredJobs } from './diagnose-registered-jobs';
import { examineReplies } from './diagnose-replies';
import { examineStripeClock, examineStripeEndpoint } from './diagnose-stripe-account';
import { examineLastWebhooks, examineReachability, examineWebhookBacklog } from './diagnose-webhooks';
import { type ServiceFinding, unwell } from './service-finding';

type Look = { id: string; needs?: CheckedService; at: () => Promise<ServiceFinding[]> };

/** What is looked at, and the service that must answer for it: what is wrong with that is said once. */
const LOOKS: readonly Look[] = [
  { id: 'database.promises', at: examineConstraints },
  { id: 'connections', needs: 'database', at: examineConnections },
  { id: 'jobs', needs: 'database', at: examineJobs },
  { id: 'webhooks.last', needs: 'database', at: examineLastWebhooks },
  { id: 'webhooks.backlog', needs: 'database', at: examineWebhookBacklog },
  { id: 'webhooks.reachable', at: examineReachability },
  { id: 'webhooks.stripe', needs: 'payment', at: examineStripeEndpoint },
  { id: 'webhooks.resend', needs: 'email', at: examineMailEndpoint },
  { id: 'webhooks.twilio', needs: 'sms', at: examineReplies },
  { id: 'jobs.registered', needs: 'jobs', at: examineRegisteredJobs },
  { id: 'mail.domain', needs: 'email', at: examineMailDomain },
  { id: 'clock.stripe', needs: 'payment', at: examineStripeClock },
  { id: 'clock.database', needs: 'database', at: examineDatabaseClock },
  { id: 'zones', needs: 'database', at: examineZones },
];

export type Examination = { report: HealthReport; findings: ServiceFinding[] };

/**
 * Looks at everything Pista leans on, side by side, and says of each how it is and what to do about it. Never fails
 * because something else does: what cannot be looked at is a finding itself.
 * @throws AppError unauthenticated, forbidden for anybody but an operator or the house itself
 */
export async function examineServices(ctx: Context): Promise<Examination> {
  if (ctx.actor.kind !== 'system') requireOperator(ctx);
  const report = await checkAll();
  const due = LOOKS.filter(({ needs }) => needs === undefined || report[needs].status !== 'unhealthy');
  const looked = await Promise.all(due.map(look));
  return { report, findings: [...examineHealth(report), ...looked.flat()] };
}

async function look({ id, at }: Look): Promise<ServiceFinding[]> {
  try {
    return await at();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      unwell(
        'bad',
        id,
        { es: `No se pudo comprobar (${id}): ${why}`, en: `Could not be examined (${id}): ${why}` },
        {
          es: 'Vuelve a mirar en un minuto; si sigue igual, busca el error en los registros.',
          en: 'Look again in a minute; if it stays, find the error in the logs.',
        },
      ),
    ];
  }
}
