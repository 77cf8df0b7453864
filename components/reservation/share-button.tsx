'use client';

import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

type Props = {
  /** A path, or a whole address. */
  path: string;
  title: string;
  labels: { share: string; shared: string };
  look?: 'primary' | 'secondary';
};

/** Gives the link to the device's share sheet, or copies it where there is none. */
export function ShareButton({ path, title, labels, look = 'secondary' }: Props) {
  const [copied, setCopied] = useState(false);
  const share = async () => {
    const url = new URL(path, location.href).href;
    if (typeof navigator.share !== 'function') {
      await navigator.clipboard.writeText(url);
      return setCopied(true);
    }
    try {
      await navigator.share({ title, url });
    } catch (error) {
      // Closing the sheet is no failure.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    }
  };
  return (
    <>
      <Button look={look} className="needs-script" onClick={share}>
        <Share2 aria-hidden className="size-4.5" />
        <span>{copied ? labels.shared : labels.share}</span>
      </Button>
      {/* In the button it would take the name away from it. */}
      <span role="status" className="sr-only">
        {copied ? labels.shared : ''}
      </span>
    </>
  );
}
