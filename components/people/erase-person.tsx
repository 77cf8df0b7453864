import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Customer } from '@/lib/desk/read-customers';
import { FOLDED } from './folded';
import { PersonIds } from './person-ids';

type Props = {
  person: Customer;
  asked: string;
  bookings: number;
  /** The number of bookings that are not over. */
  ahead: number;
  erase: FormAction<unknown>;
};

/** What an erasure takes away and what stays, before its button; or why there is none. */
export async function ErasePerson({ person, asked, bookings, ahead, erase }: Props) {
  const t = await getTranslations('people');
  const isFree = person.userId === null && ahead === 0;
  return (
    <details className={FOLDED.frame}>
      <summary className={FOLDED.summary}>{t('erase')}</summary>
      <div className={FOLDED.body}>
        {!isFree && <p>{person.userId === null ? t('eraseAhead', { count: ahead }) : t('eraseAccount')}</p>}
        {isFree && (
          <ActionForm
            action={erase}
            words={await errorWords({ conflict: t('eraseRefused') })}
            className="grid gap-4"
          >
            <PersonIds person={person} asked={asked} />
            <p>
              {t('eraseMeans')} {t('eraseStays', { count: bookings })}
            </p>
            <SubmitButton look="danger" className="justify-self-start">
              {t('eraseDo', { name: person.name })}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </details>
  );
}
