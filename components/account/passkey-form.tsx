'use client';

import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import type { ReactNode } from 'react';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { usePasskeysOffered } from './use-passkeys-offered';

type Props = {
  begin: FormAction<PublicKeyCredentialCreationOptionsJSON>;
  add: FormAction<void>;
  words: Readonly<Record<string, string>>;
  done?: string;
  children: ReactNode;
};

/** Adds a passkey of this device, where scripts run and the browser knows them. */
export function PasskeyForm({ begin, add, words, done, children }: Props) {
  if (!usePasskeysOffered()) return null;
  const submit: FormAction<void> = async (previous, form) => {
    const [begun, ceremony] = await Promise.all([begin(null, form), import('./passkey-ceremony')]);
    if (!begun.ok) return begun;
    const answer = await ceremony.makePasskey(begun.data);
    if (answer === null) return NOT_MADE;
    const made = new FormData();
    made.set('name', String(form.get('name') ?? ''));
    made.set('answer', answer);
    return add(previous, made);
  };
  return (
    <ActionForm
      action={submit}
      words={words}
      {...(done !== undefined && { done })}
      className="grid gap-4 noscript:hidden"
    >
      {children}
    </ActionForm>
  );
}

const NOT_MADE = { ok: false, code: 'invalid_input', message: '', fields: {} } as const;
