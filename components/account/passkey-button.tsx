'use client';

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { useActionState } from 'react';
import { Callout } from '@/components/ui/callout';
import { SubmitButton } from '@/components/ui/submit-button';
import type { FormAction } from '@/components/ui/action-form';
import type { ActionResult } from '@/lib/web/action';
import { usePasskeysOffered } from './use-passkeys-offered';

type Props = {
  ask: () => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>;
  signIn: FormAction<unknown>;
  callbackUrl: string;
  /** The text for each error code. That of `unauthenticated` is also said where the browser gives no passkey. */
  words: Readonly<Record<string, string>>;
  label: string;
};

/** Signs in by a passkey, where scripts run and the browser knows them. What asks it for one is loaded then. */
export function PasskeyButton({ ask, signIn, callbackUrl, words, label }: Props) {
  const [failed, use] = useActionState(async () => {
    const [asked, ceremony] = await Promise.all([ask(), import('./passkey-ceremony')]);
    if (!asked.ok) return asked.code;
    const answer = await ceremony.signByPasskey(asked.data);
    if (answer === null) return 'unauthenticated';
    const form = new FormData();
    form.set('answer', answer);
    form.set('callbackUrl', callbackUrl);
    const result = await signIn(null, form);
    return result.ok ? null : result.code;
  }, null);
  if (!usePasskeysOffered()) return null;
  return (
    <form action={use} className="mt-4 grid gap-4 noscript:hidden">
      {failed && <Callout tone="danger" urgent title={words[failed] ?? words.internal ?? ''} />}
      <SubmitButton look="secondary" wide>
        {label}
      </SubmitButton>
    </form>
  );
}
