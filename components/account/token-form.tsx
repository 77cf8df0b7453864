'use client';

import type { ReactNode } from 'react';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { CopyOnce } from './copy-once';

type Props = {
  action: FormAction<{ key: string }>;
  words: Readonly<Record<string, string>>;
  labels: { created: string; copy: string; copied: string };
  children: ReactNode;
};

/** Makes an API key and shows it, this once. */
export function TokenForm({ action, words, labels, children }: Props) {
  return (
    <ActionForm
      action={action}
      words={words}
      shows={({ key }) => <CopyOnce lines={[key]} labels={{ ...labels, title: labels.created }} />}
      className="grid gap-4"
    >
      {children}
    </ActionForm>
  );
}
