'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ZONE_COOKIE } from './zone-cookie';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

type Props = {
  /** The zone of the page's times. The page is refreshed when the browser's differs. */
  shown?: string;
};

/** Tells the server the browser's time zone, by which it shows clubs, and times to operators. */
export function RememberZone({ shown }: Props) {
  const { refresh } = useRouter();

  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
    if (shown !== undefined && shown !== zone) refresh();
  }, [shown, refresh]);

  return null;
}
