'use client';

import { useParams } from 'next/navigation';
import type { ComponentProps } from 'react';
import type { Locale } from '@/lib/core/context';
import { inLocale } from '@/lib/core/i18n/navigation';
import { ReadyLink } from './ready-link';

type Props = Omit<ComponentProps<typeof ReadyLink>, 'href'> & { href: string };

/**
 * A link that adds the language of its page, where next-intl's own would load its message formatter (10 KB) in the
 * browser. On the server the language is a promise, and each part that waits for one is sent on its own.
 */
export function Link({ href, ...props }: Props) {
  const { locale } = useParams<{ locale: Locale }>();
  return <ReadyLink href={inLocale(href, locale)} {...props} />;
}
