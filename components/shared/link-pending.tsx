'use client';

import { useLinkStatus } from 'next/link';

/** A line at the top of the window while the page of its link loads. */
export function LinkPending() {
  const { pending } = useLinkStatus();
  return pending ? <span aria-hidden className="link-pending" /> : null;
}
