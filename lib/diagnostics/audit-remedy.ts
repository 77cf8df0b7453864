import { transaction } from '@/db';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';
import type { ServiceName } from '@/lib/services/call/registry';
import type { Remedy } from './remedy';

/** Writes an operator's remedy into the audit before it runs, so that a failed one is there too. */
export async function auditRemedy(ctx: Context, remedy: Remedy): Promise<void> {
  const change = { entity: 'service', entityId: serviceOf(remedy), from: null, to: remedy.kind } as const;
  await transaction((tx) => recordChange(tx, ctx, { ...change, detail: remedy, asStaff: true }));
}

function serviceOf(remedy: Remedy): ServiceName {
  switch (remedy.kind) {
    case 'close_breaker':
    case 'subscribe_events':
      return remedy.service;
    case 'receive_replies':
      return 'sms';
    case 'run_job':
    case 'register_jobs':
      return 'jobs';
  }
}
