import { X } from 'lucide-react';
import type { Route } from 'next';
import NextLink from 'next/link';

type Props = { id: string; title: string | undefined; closeHref: Route; close: string | undefined };

/** The title of a form that stands on the board, and the link that closes it. */
export const QuickHead = ({ id, title, closeHref, close }: Props) => (
  <div className="flex items-center justify-between gap-2">
    <h2 id={id} className="text-lead">
      {title}
    </h2>
    <NextLink
      href={closeHref}
      scroll={false}
      prefetch={false}
      aria-label={close}
      className="flex size-11 items-center justify-center rounded-md hover:bg-sunken"
    >
      <X aria-hidden className="size-5" />
    </NextLink>
  </div>
);
