import type { ReactNode } from 'react';
import { SubmitButton } from './ui/submit-button';

type Props = {
  action: (form: FormData) => Promise<void>;
  values?: Readonly<Record<string, string | number>>;
  /** Says what the button is about, where its word alone does not. */
  label?: string;
  children: ReactNode;
};

/** One button that does one thing, with or without scripts. */
export function FormButton({ action, values = {}, label, children }: Props) {
  return (
    <form action={action}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look="secondary" size="dense" aria-label={label}>
        {children}
      </SubmitButton>
    </form>
  );
}
