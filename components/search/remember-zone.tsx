'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ZONE_COOKIE } from './zone-cookie';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

type Props = {
  /** The zone whose times the page shows. It is made again when that is not the browser's. */
  shown?: string;
};

/** Tells the server in which time zone this browser is: it shows clubs of that zone, and operators its hours. */
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
