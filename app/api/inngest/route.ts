import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { functions } from '@/inngest';
import { inngest } from '@/lib/events';
import { withBoundedBody } from '@/lib/with-bounded-body';

/** As much as Inngest lets one step return (inngest.com/docs/usage-limits/inngest); ours return counts. */
const MAX_BYTES = 4 * 1024 * 1024;

const { GET, POST: run, PUT: register } = serve({ client: inngest, functions });

/** The SDK reads all of a body before it looks who signed it. */
const bounded = (handler: typeof run) => (request: NextRequest, context: unknown) =>
  withBoundedBody(request, MAX_BYTES, (short) => handler(short, context));

export { GET };
export const POST = bounded(run);
export const PUT = bounded(register);
