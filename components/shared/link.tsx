import { useLocale } from 'next-intl';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/core/i18n/navigation';
import { ReadyLink } from './ready-link';

type Props = Omit<ComponentProps<typeof ReadyLink>, 'href'> & { href: string };

/**
 * A link that adds its language on the server, where next-intl's own would load its message formatter (10 KB) in the
 * browser. It is not async, since each async part of a page is sent on its own.
 */
export const Link = ({ href, ...props }: Props) => (
  <ReadyLink href={inLocale(href, useLocale())} {...props} />
);
