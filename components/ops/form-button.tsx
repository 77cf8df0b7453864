import type { ReactNode } from 'react';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = {
  action: FormAction<unknown>;
  values?: Readonly<Record<string, string | number>>;
  /** The label of the button, where its text alone is not clear. */
  label?: string;
  children: ReactNode;
};

/** One button for one action, with or without scripts. */
export async function FormButton({ action, values = {}, label, children }: Props) {
  return (
    <ActionForm action={action} words={await errorWords()}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look="secondary" size="dense" aria-label={label}>
        {children}
      </SubmitButton>
    </ActionForm>
  );
}
