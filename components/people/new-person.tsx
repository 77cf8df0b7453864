import { clsx } from 'clsx';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { FOLDED } from './folded';
import { PersonFields } from './person-fields';

type Props = {
  /** The club as the address names it. */
  asked: string;
  /** A name to begin with. */
  name: string;
  add: FormAction<unknown>;
};

/** The folded form that writes a new person. */
export async function NewPerson({ asked, name, add }: Props) {
  const t = await getTranslations('people');
  const words = await errorWords({ conflict: t('known') });
  return (
    <ActionForm
      action={add}
      words={words}
      folded={{
        summary: <summary className={FOLDED.summary}>{t('add')}</summary>,
        className: clsx(FOLDED.frame, 'max-w-xl'),
      }}
      className={FOLDED.body}
    >
      <input type="hidden" name="club" value={asked} />
      <PersonFields person={{ name, phone: null, email: null, note: null }} />
      <SubmitButton className="justify-self-start">{t('addDo')}</SubmitButton>
    </ActionForm>
  );
}
