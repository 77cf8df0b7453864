import { isDatabaseDown } from '@/db/failure';
import { type Guard, guardDatabase as give } from '@/db/guard';
import { call } from './call';
import { ProviderOutage } from './provider-errors';

/** Lets every statement of this process pass the one way to the outside: timed, bounded, behind the breaker. */
export const guardDatabase = (): void => give(throughCall);

const throughCall: Guard = (operation, work) =>
  call('database', operation, async () => {
    try {
      return await work();
    } catch (cause) {
      if (!isDatabaseDown(cause)) throw cause;
      throw new ProviderOutage('PostgreSQL did not answer.', { cause });
    }
  });
