'use client';

import { useEffect, useRef } from 'react';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';

type Props = {
  /** Whether the file may be downloaded now. Its answer names the permission. */
  action: FormAction<string>;
  href: string;
  words: Readonly<Record<string, string>>;
  labels: { ask: string; ready: string; file: string };
  dense?: boolean;
};

/** A button that downloads a file, after the password or a code if needed. */
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

/** Downloads the file. Without scripts the link is shown. */
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
