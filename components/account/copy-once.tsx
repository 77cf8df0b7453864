'use client';

import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';

type Props = {
  lines: readonly string[];
  labels: { title: string; copy: string; copied: string };
};

/** One or more secrets that are shown once and can be copied. */
export function CopyOnce({ lines, labels }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(lines.join('\n'));
    setCopied(true);
  };
  return (
    <div role="status">
      <Callout tone="confirmed" title={labels.title}>
        <code className="mt-2 grid gap-x-6 gap-y-1 break-all rounded-sm bg-card p-3 text-ink sm:has-[span+span]:grid-cols-2">
          {lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </code>
        <Button look="secondary" className="needs-script mt-3" onClick={copy}>
          <Copy aria-hidden className="size-4.5" />
          <span>{copied ? labels.copied : labels.copy}</span>
        </Button>
      </Callout>
    </div>
  );
}
