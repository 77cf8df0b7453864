'use client';

import { useEffect, useState } from 'react';
import { hasKeptForm, noteSentForms } from './sent-form';

type Props = { labels: { updated: string; sendAgain: string } };

/**
 * Shown once after a page of a newer version replaced an older one. The form has its fields again, to be sent by the
 * reader.
 */
export function UpdatedNote({ labels }: Props) {
  const [isUpdated, setUpdated] = useState(false);

  useEffect(() => {
    if (hasKeptForm()) import('./kept-form').then(({ fillAgain }) => setUpdated(fillAgain()));
    const stop = noteSentForms();
    const hide = () => setUpdated(false);
    addEventListener('submit', hide);
    return () => {
      stop();
      removeEventListener('submit', hide);
    };
  }, []);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-24 z-40 flex justify-center">
      {isUpdated && (
        <p className="rounded-md bg-ink px-4 py-3 text-on-ink shadow-float">
          <span className="font-strong">{labels.updated}</span> <span>{labels.sendAgain}</span>
        </p>
      )}
    </div>
  );
}
