'use client';

import { useEffect } from 'react';
import { ZONE_COOKIE } from './zone-cookie';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Tells the next visit in which time zone this browser is: a server cannot know, and shows the clubs of that zone. */
export function RememberZone() {
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve
    document.cookie = `${ZONE_COOKIE}=${encodeURIComponent(zone)}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax${secure}`;
  }, []);
  return null;
}
