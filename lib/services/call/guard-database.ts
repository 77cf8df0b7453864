import { isDatabaseDown } from '@/db/failure';
import { type StatementGuard, guardDatabase as give } from '@/db/guard';
import { call } from './call';
import { ProviderOutage } from './provider-errors';

/** Puts every statement of this process behind the database's timeout, bulkhead and breaker. */
export const guardDatabase = (): void => give(throughCall);

const throughCall: StatementGuard = (operation, work) =>
  call('database', operation, async () => {
    try {
      return await work();
    } catch (cause) {
      if (!isDatabaseDown(cause)) throw cause;
      throw new ProviderOutage('PostgreSQL did not answer.', { cause });
    }
  });
