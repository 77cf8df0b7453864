'use client';

import { type ReactNode, useActionState } from 'react';
import type { FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { TextField } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import { CopyOnce } from './copy-once';

type Props = {
  action: FormAction<{ codes: string[] }>;
  words: Readonly<Record<string, string>>;
  goOnHref: string;
  labels: Record<
    'done' | 'enter' | 'code' | 'confirm' | 'wrong' | 'title' | 'text' | 'copy' | 'copied' | 'goOn',
    string
  >;
  /** The key for the app. Null once it is confirmed. */
  children: ReactNode;
};

/** Takes the app's first code and then shows the recovery codes once. */
export function ConfirmFactorForm({ action, words, goOnHref, labels, children }: Props) {
  const [result, submit] = useActionState(action, null);
  if (result?.ok) return <RecoveryCodes codes={result.data.codes} goOnHref={goOnHref} labels={labels} />;
  if (!children) return <GoOn href={goOnHref} labels={labels} />;
  const wrong = result?.code === 'invalid_input';
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="grid gap-6">
      {result && !wrong && (
        <Callout tone="danger" urgent title={words[result.code] ?? words.internal ?? ''} />
      )}
      <div className="contents">{children}</div>
      <div className="grid gap-3">
        <h2 className="text-body font-strong">{labels.enter}</h2>
        <TextField
          label={labels.code}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          maxLength={20}
          error={wrong ? labels.wrong : undefined}
        />
      </div>
      <SubmitButton size="large" wide>
        {labels.confirm}
      </SubmitButton>
    </form>
  );
}

type ShownProps = Pick<Props, 'labels' | 'goOnHref'> & { codes: string[] };

function RecoveryCodes({ codes, goOnHref, labels }: ShownProps) {
  return (
    <div className="grid gap-4">
      <p className="font-strong">{labels.done}</p>
      <p>{labels.text}</p>
      <CopyOnce lines={codes} labels={labels} />
      <GoOn href={goOnHref} labels={labels} />
    </div>
  );
}

/** A full page load, because this page was fetched before the session was proven. */
const GoOn = ({ href, labels }: { href: string; labels: Props['labels'] }) => (
  <a href={href} className={button({ size: 'large', wide: true })}>
    {labels.goOn}
  </a>
);
