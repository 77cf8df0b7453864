import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';

/** A court that costs nothing, which is booked as soon as somebody says who books. */
export async function FreeBooking({ who, book }: { who: ReactNode; book: FormAction<void> }) {
  const [t, words] = await Promise.all([getTranslations('guest'), errorWords()]);
  return (
    <ActionForm action={book} words={words} className="grid gap-4">
      {who}
      <SubmitButton size="large" wide>
        {t('book')}
      </SubmitButton>
    </ActionForm>
  );
}
