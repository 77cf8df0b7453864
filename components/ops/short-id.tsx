import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import { CopyButton } from '@/components/ui/copy-button';
import { shortenId } from './shorten-id';

type Props = {
  id: string;
  /** The page of its object: one of ours without its language, or Stripe's. */
  href?: string;
};

/**
 * A shortened id with a button that copies all of it. Without scripts it is shown in full; it is positioned, so that
 * a scrolling table clips its hidden text.
 */
export async function ShortId({ id, href }: Props) {
  const t = await getTranslations('ops');
  return (
    <span className="relative inline-flex items-center font-mono">
      <Target href={href}>
        <span className="needs-script whitespace-nowrap" title={id}>
          {shortenId(id)}
        </span>
        <span className="without-script break-all">{id}</span>
      </Target>
      <CopyButton value={id} labels={{ copy: t('copyId', { id: shortenId(id) }), copied: t('copied') }} />
    </span>
  );
}

function Target({ href, children }: { href: string | undefined; children: ReactNode }) {
  const className = 'inline-flex min-h-11 items-center text-court-text underline';
  if (href === undefined) return <span>{children}</span>;
  return href.startsWith('/') ? (
    <Link href={href} className={className}>
      {children}
    </Link>
  ) : (
    <a href={href} className={className}>
      {children}
    </a>
  );
}
