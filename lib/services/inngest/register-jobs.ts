import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { signForJobs } from './jobs-account';

/** In development the first call compiles the route. */
const REGISTER_MS = 20_000;

/**
 * Has the job engine learn anew which functions there are and where they are called, which is below `NEXTAUTH_URL`
 * (inngest.com/docs/apps/cloud: a PUT to the app's own address, which announces itself).
 * @param origin of the app that shall announce itself, by default the public one
 * @throws AppError service_unavailable when our address or the engine does not take it
 */
export async function registerJobs(origin: string = env().NEXTAUTH_URL): Promise<void> {
  const url = new URL('/api/inngest', origin);
  const status = await fetch(url, {
    method: 'PUT',
    headers: { 'x-inngest-signature': signForJobs('') },
    signal: AbortSignal.timeout(REGISTER_MS),
    cache: 'no-store',
  })
    .then(async (response) => {
      await response.body?.cancel();
      return response.status;
    })
    .catch((error: unknown) => String(error));
  if (status !== 200) {
    throw new AppError('service_unavailable', `${url} could not register its functions: ${status}.`);
  }
}
