import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Customer } from '@/lib/desk/read-customers';
import { PersonIds } from './person-ids';

type Props = {
  person: Customer;
  asked: string;
  /** Null for a role that may not unblock. */
  unblock: FormAction<unknown> | null;
};

/** Why somebody may not book online, with the way back. Nothing for who may. */
export async function BlockedNote({ person, asked, unblock }: Props) {
  if (person.blockedAt === null) return null;
  const t = await getTranslations('people');
  return (
    <Callout tone="danger" title={t('blockedTitle')}>
      <p>{t('blockedWhy', { reason: person.blockReason ?? '' })}</p>
      <p>{t('blockedMeans')}</p>
      {unblock && (
        <ActionForm action={unblock} words={await errorWords()} className="mt-2">
          <PersonIds person={person} asked={asked} />
          <SubmitButton look="secondary">{t('unblock')}</SubmitButton>
        </ActionForm>
      )}
    </Callout>
  );
}
