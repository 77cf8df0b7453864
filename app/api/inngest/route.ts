import { serve } from 'inngest/next';
import type { NextRequest } from 'next/server';
import { functions } from '@/inngest';
import { env } from '@/lib/core/env';
import { inngest } from '@/lib/services/inngest/events';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { withBoundedBody } from '@/lib/web/with-bounded-body';

/** The largest body that Inngest sends for one step (inngest.com/docs/usage-limits/inngest). Ours return counts. */
const MAX_BYTES = 4 * 1024 * 1024;

type Handlers = ReturnType<typeof serve>;

let served: Handlers | undefined;

/** Made at the first request, since a build has no environment. Without our key nobody may call or register. */
function handlers(): Handlers {
  served ??= serve({
    client: inngest,
    functions,
    serveOrigin: new URL(env().NEXTAUTH_URL).origin,
    enableUnauthedSync: false,
  });
  return served;
}

/** The SDK reads the whole body before it checks the signature, so the body is bounded here. */
const bounded = (method: 'POST' | 'PUT') => (request: NextRequest, context: unknown) =>
  withBoundedBody(request, MAX_BYTES, (short) => handlers()[method](short, context));

export const GET = (request: NextRequest, context: unknown) => handlers().GET(request, context);
export const POST = bounded('POST');
export const PUT = bounded('PUT');

export const { PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST, PUT });
