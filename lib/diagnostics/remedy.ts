import { z } from 'zod';
import { CHECKED } from '@/lib/services/call/checked-services';
import { JOBS } from './schedules';

/** What an operator can do from the services page. */
export const remedySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('close_breaker'), service: z.enum(CHECKED) }),
  z.object({ kind: z.literal('run_job'), job: z.enum(JOBS) }),
  z.object({ kind: z.literal('subscribe_events'), service: z.enum(['payment', 'email']) }),
  z.object({ kind: z.literal('receive_replies') }),
  z.object({ kind: z.literal('register_jobs') }),
]);
export type Remedy = z.output<typeof remedySchema>;
