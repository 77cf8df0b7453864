import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { FormSelect } from '@/components/ui/form/form-fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Customer } from '@/lib/desk/read-customers';
import { PersonFields } from './person-fields';
import { PersonIds } from './person-ids';

type Props = {
  person: Customer;
  asked: string;
  /** The categories that may be given. Null for a role that gives none. */
  categories: readonly string[] | null;
  change: FormAction<unknown>;
};

/** What a club writes about somebody. Who came with an account keeps its words there. */
export async function PersonForm({ person, asked, categories, change }: Props) {
  const t = await getTranslations('people');
  const words = await errorWords({ conflict: t('changed') });
  const account = person.userId === null ? 'none' : person.clubsWords ? 'mail' : 'words';
  return (
    <ActionForm action={change} words={words} done={t('saved')} className="grid gap-4">
      <PersonIds person={person} asked={asked} />
      <input type="hidden" name="revision" value={person.revision} />
      {account !== 'none' && <p className="text-note text-soft">{t('accountWords')}</p>}
      <PersonFields person={person} account={account} />
      {categories !== null && (categories.length > 0 || person.category !== null) && (
        <FormSelect label={t('category')} name="category" defaultValue={person.category ?? ''}>
          <option value="">{t('categoryNone')}</option>
          {categoriesWith(person.category, categories).map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </FormSelect>
      )}
      <SubmitButton className="justify-self-start">{t('save')}</SubmitButton>
    </ActionForm>
  );
}

/** A category that no price names any more stays until another is chosen. */
const categoriesWith = (own: string | null, offered: readonly string[]) =>
  own === null || offered.includes(own) ? offered : [own, ...offered];
