'use client';

import { useActionState } from 'react';
import type { FormAction } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = {
  signIn: FormAction<void>;
  callbackUrl: string;
  words: Readonly<Record<string, string>>;
  labels: {
    email: string;
    emailUnfit: string;
    password: string;
    submit: string;
    magic: string;
    magicLead: string;
    sent: string;
  };
};

/** One mail address with two ways to sign in: the password, or a mailed link. */
export function SignInForm({ signIn, callbackUrl, words, labels }: Props) {
  const [result, submit] = useActionState(signIn, null);
  const failed = result !== null && !result.ok ? result : null;
  return (
    // React empties a form after its action, also after a failure, so the typed text is kept here.
    <form action={submit} onReset={(event) => event.preventDefault()} className="grid gap-4">
      {failed && <Callout tone="danger" urgent title={words[failed.code] ?? words.internal ?? ''} />}
      {result?.ok && (
        <div role="status">
          <Callout tone="confirmed" title={labels.sent} />
        </div>
      )}
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextField
        label={labels.email}
        name="email"
        type="email"
        autoComplete="email"
        required
        error={failed?.fields.email && labels.emailUnfit}
      />
      <TextField
        label={labels.password}
        name="password"
        type="password"
        autoComplete="current-password"
        required
        maxLength={128}
      />
      <SubmitButton size="large" wide>
        {labels.submit}
      </SubmitButton>
      <div className="grid gap-2 border-line border-t pt-4">
        <p className="text-ink-soft">{labels.magicLead}</p>
        <SubmitButton look="secondary" wide name="way" value="link" formNoValidate>
          {labels.magic}
        </SubmitButton>
      </div>
    </form>
  );
}
