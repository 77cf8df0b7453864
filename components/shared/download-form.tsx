'use client';

import { useEffect, useRef } from 'react';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = {
  /** Whether the file may be had now; what it answers tells one permission from the next. */
  action: FormAction<string>;
  href: string;
  words: Readonly<Record<string, string>>;
  labels: { ask: string; ready: string; file: string };
  dense?: boolean;
};

/** A button that downloads a file for which the password or a code may have to be given first. */
export function DownloadForm({ action, href, words, labels, dense = false }: Props) {
  return (
    <ActionForm
      action={action}
      words={words}
      shows={(permission) => <FileLink permission={permission} href={href} labels={labels} />}
      className="grid justify-items-start gap-3"
    >
      <SubmitButton look="secondary" size={dense ? 'dense' : 'normal'}>
        {labels.ask}
      </SubmitButton>
    </ActionForm>
  );
}

/** Fetches the file by itself; without scripts the link is there to be pressed. */
function FileLink({ permission, href, labels }: Pick<Props, 'href' | 'labels'> & { permission: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (permission) link.current?.click();
  }, [permission]);
  return (
    <p role="status">
      <span>{labels.ready}</span>{' '}
      <a ref={link} href={href} download className={button({ look: 'quiet' })}>
        {labels.file}
      </a>
    </p>
  );
}
