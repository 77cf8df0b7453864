'use client';

import { useEffect } from 'react';
import { keepInstallOffer } from './install-offer';

/** Shows nothing. The account page has the button. */
export function KeepInstallOffer() {
  useEffect(keepInstallOffer, []);
  return null;
}
