'use client';

import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { CopyOnce } from './copy-once';

type Props = {
  action: FormAction<{ codes: string[] }>;
  words: Readonly<Record<string, string>>;
  labels: { title: string; copy: string; copied: string; renew: string; renewText: string };
};

/** Makes new recovery codes and shows them, this once. */
export function RecoveryCodesForm({ action, words, labels }: Props) {
  return (
    <ActionForm
      action={action}
      words={words}
      shows={({ codes }) => <CopyOnce lines={codes} labels={labels} />}
      className="grid gap-2"
    >
      <p className="text-ink-soft text-note">{labels.renewText}</p>
      <SubmitButton look="secondary" className="justify-self-start">
        {labels.renew}
      </SubmitButton>
    </ActionForm>
  );
}
