import { env } from '@/lib/core/env';
import { AppError } from '@/lib/core/errors';
import { signForJobs } from './jobs-account';

/** In development the first call compiles the route. */
const REGISTER_MS = 20_000;

/**
 * Makes the job engine read our functions and their address below `NEXTAUTH_URL` again (inngest.com/docs/apps/cloud:
 * a PUT to the app, which registers itself).
 * @param origin of the app that registers, by default the public one
 * @throws AppError service_unavailable when our address or the engine refuses
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
