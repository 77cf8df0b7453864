'use client';

import { useLinkStatus } from 'next/link';

/** A line at the top of the window while the page that its link leads to is still being made. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden className="link-pending" /> : null;
}
