import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormText } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Customer } from '@/lib/desk/read-customers';
import { FOLDED } from './folded';
import { PersonIds } from './person-ids';

type Props = {
  person: Customer;
  asked: string;
  /** The number of bookings that are not over. */
  ahead: number;
  block: FormAction<unknown>;
};

/** What a block ends and what it leaves, before its button. */
export async function BlockPerson({ person, asked, ahead, block }: Props) {
  const t = await getTranslations('people');
  return (
    <ActionForm
      action={block}
      words={await errorWords()}
      folded={{
        summary: <summary className={FOLDED.summary}>{t('block')}</summary>,
        className: FOLDED.frame,
      }}
      className={FOLDED.body}
    >
      <PersonIds person={person} asked={asked} />
      <p>
        {t('blockMeans')} {t('blockStays', { count: ahead })}
      </p>
      <FormText
        label={t('blockReason')}
        name="reason"
        hint={t('blockReasonHint')}
        autoComplete="off"
        required
        maxLength={500}
        unfit={t('blockReasonUnfit')}
      />
      <SubmitButton look="danger" className="justify-self-start">
        {t('blockDo')}
      </SubmitButton>
    </ActionForm>
  );
}
