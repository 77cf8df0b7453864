'use client';

import { useEffect } from 'react';

/** https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent, which TypeScript does not know. */
export interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallOffer;
  }
  interface Window {
    pistaInstall?: InstallOffer | undefined;
  }
}

/** Keeps the browser's offer to install the site for the account page, so that nobody is asked who did not ask. */
export function KeepInstallOffer() {
  useEffect(() => {
    const keep = (offer: InstallOffer) => {
      offer.preventDefault();
      window.pistaInstall = offer;
    };
    addEventListener('beforeinstallprompt', keep);
    return () => removeEventListener('beforeinstallprompt', keep);
  }, []);
  return null;
}
