/** https://developer.mozilla.org/docs/Web/API/BeforeInstallPromptEvent, which TypeScript does not know. */
export interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallOffer;
  }
}

const CHANGED = 'pista-install';
let kept: InstallOffer | null = null;

/** Keeps the browser's offer to install the site, so that nobody is asked who did not ask. */
export function keepInstallOffer(): () => void {
  const keep = (offer: InstallOffer) => {
    offer.preventDefault();
    setOffer(offer);
  };
  const forget = () => setOffer(null);
  addEventListener('beforeinstallprompt', keep);
  addEventListener('appinstalled', forget);
  return () => {
    removeEventListener('beforeinstallprompt', keep);
    removeEventListener('appinstalled', forget);
  };
}

function setOffer(offer: InstallOffer | null): void {
  kept = offer;
  dispatchEvent(new Event(CHANGED));
}

export const installOffer = (): InstallOffer | null => kept;

/** Makes the browser ask. It does so once for each offer. */
export async function acceptInstallOffer(offer: InstallOffer): Promise<void> {
  setOffer(null);
  await offer.prompt();
}

export function watchInstallOffer(changed: () => void): () => void {
  addEventListener(CHANGED, changed);
  return () => removeEventListener(CHANGED, changed);
}
