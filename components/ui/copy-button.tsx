'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';

type Props = { value: string; labels: { copy: string; copied: string } };

/** Copies the full text, even where only a part of it is shown. */
export function CopyButton({ value, labels }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <>
      <button
        type="button"
        aria-label={labels.copy}
        className="needs-script inline-flex size-11 shrink-0 cursor-pointer items-center justify-center rounded-md text-soft hover:bg-sunken"
        onClick={copy}
      >
        <Icon aria-hidden className="size-4.5" />
      </button>
      <span role="status" className="sr-only">
        {copied ? labels.copied : ''}
      </span>
    </>
  );
}
