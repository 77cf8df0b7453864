import { getTranslations } from 'next-intl/server';
import { OPERATION_SERVICES } from '@/db/schema';
import type { Operation } from '@/lib/clubs/get-operation';
import { WatchOperation } from './frame/watch-operation';

/** How far a change of the club has come, until every service has it. */
export async function OperationBar({ operation }: { operation: Operation }) {
  const t = await getTranslations('operation');
  const names = Object.fromEntries(OPERATION_SERVICES.map((service) => [service, t(service)]));
  return (
    <WatchOperation
      id={operation.id}
      first={{ status: operation.status, services: operation.services }}
      words={{
        pending: t('pending'),
        consistent: t('consistent'),
        failed: t('failed'),
        done: t('done'),
        open: t('open'),
      }}
      names={names}
    />
  );
}
