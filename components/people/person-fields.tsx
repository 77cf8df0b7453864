import { getTranslations } from 'next-intl/server';
import { FormText, FormTextArea } from '@/components/ui/form/form-fields';
import type { Customer } from '@/lib/desk/read-customers';

/** The words about somebody that a club writes. Those whom an account gives are left out. */
export async function PersonFields({
  person,
  account = 'none',
}: {
  person: Pick<Customer, 'name' | 'phone' | 'email' | 'note'>;
  /** Whether an account gives no words, the mail, or all of them. */
  account?: 'none' | 'mail' | 'words';
}) {
  const t = await getTranslations('people');
  return (
    <>
      {account !== 'words' && (
        <FormText
          label={t('name')}
          name="name"
          defaultValue={person.name}
          autoComplete="off"
          required
          maxLength={80}
          unfit={t('nameUnfit')}
        />
      )}
      {account !== 'words' && (
        <FormText
          label={t('phone')}
          name="phone"
          type="tel"
          defaultValue={person.phone ?? ''}
          autoComplete="off"
          maxLength={40}
          unfit={t('phoneUnfit')}
        />
      )}
      {account === 'none' && (
        <FormText
          label={t('email')}
          name="email"
          type="email"
          defaultValue={person.email ?? ''}
          autoComplete="off"
          maxLength={254}
          unfit={{ 'is the address of somebody at this club': t('known'), otherwise: t('emailUnfit') }}
        />
      )}
      <FormTextArea
        label={t('note')}
        name="note"
        defaultValue={person.note ?? ''}
        hint={t('noteHint')}
        rows={3}
        maxLength={2000}
      />
    </>
  );
}
