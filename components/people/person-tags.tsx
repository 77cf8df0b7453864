import { Ban, UserCheck } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Customer } from '@/lib/desk/read-customers';

const TAG = 'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-caption';

/** Says that somebody is blocked. */
export async function BlockedTag({ person }: { person: Pick<Customer, 'blockedAt'> }) {
  const t = await getTranslations('people');
  if (person.blockedAt === null) return null;
  return (
    <span className={`${TAG} bg-danger-tint font-strong text-danger-text`}>
      <Ban aria-hidden className="size-3" />
      {t('blocked')}
    </span>
  );
}

/** Says that somebody has an account. */
export async function AccountTag({ person }: { person: Pick<Customer, 'userId'> }) {
  const t = await getTranslations('people');
  if (person.userId === null) return null;
  return (
    <span className={`${TAG} bg-sunken text-soft`}>
      <UserCheck aria-hidden className="size-3" />
      {t('account')}
    </span>
  );
}
