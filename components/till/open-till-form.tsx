import { getTranslations } from 'next-intl/server';
import { FormText } from '@/components/ui/form/form-fields';
import { Card } from '@/components/ui/card';
import { SubmitButton } from '@/components/ui/submit-button';
import type { TillActions } from './till-actions';
import { TillForm } from './till-form';

type Props = { club: string; action: TillActions['open']; placeholder: string };

/** The closed till, and the form that opens it with what is in the drawer. */
export async function OpenTillForm({ club, action, placeholder }: Props) {
  const t = await getTranslations('till');
  return (
    <Card id="open-till" className="grid gap-4 p-4 sm:p-6">
      <div>
        <h2 className="text-lead font-strong">{t('closedTitle')}</h2>
        <p className="text-soft">{t('closedText')}</p>
      </div>
      <TillForm
        action={action}
        club={club}
        conflict={t('openAlready')}
        className="grid gap-3 sm:grid-cols-[12rem_12rem_auto] sm:items-end sm:justify-start"
      >
        <FormText
          name="float"
          label={t('float')}
          inputMode="decimal"
          required
          placeholder={placeholder}
          unfit={t('unfitAmount')}
        />
        <FormText name="name" label={t('name')} maxLength={40} placeholder="caja" />
        <SubmitButton>{t('open')}</SubmitButton>
      </TillForm>
    </Card>
  );
}
