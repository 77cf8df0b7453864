'use client';

import { Copy } from 'lucide-react';
import { type ReactNode, useActionState, useState } from 'react';
import type { FormAction } from './ui/action-form';
import { Button } from './ui/button';
import { Callout } from './ui/callout';

type Props = {
  action: FormAction<{ key: string }>;
  words: Readonly<Record<string, string>>;
  labels: { created: string; copy: string; copied: string };
  children: ReactNode;
};

/** Makes an API key and shows it, this once. */
export function TokenForm({ action, words, labels, children }: Props) {
  const [result, submit] = useActionState(action, null);
  return (
    <form action={submit} className="grid gap-4">
      {result && !result.ok && (
        <Callout tone="danger" urgent title={words[result.code] ?? words.internal ?? ''}>
          <p>{Object.values(result.fields).flat().join(' ')}</p>
        </Callout>
      )}
      {result?.ok && <NewKey value={result.data.key} labels={labels} />}
      <div className="contents">{children}</div>
    </form>
  );
}

function NewKey({ value, labels }: { value: string; labels: Props['labels'] }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div role="status">
      <Callout tone="confirmed" title={labels.created}>
        <code className="mt-2 block break-all rounded-sm bg-card p-3 text-ink">{value}</code>
        <Button look="secondary" className="needs-script mt-3" onClick={copy}>
          <Copy aria-hidden className="size-4.5" />
          <span>{copied ? labels.copied : labels.copy}</span>
        </Button>
      </Callout>
    </div>
  );
}
