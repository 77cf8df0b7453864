'use client';

import { useState } from 'react';
import type { MapWords, PinView } from './map-view';

type Props = { pins: readonly PinView[]; tiles: string; words: MapWords };

/**
 * A map with a pin for each club, as they are when it appears, so that it stays where its reader moved it. Its scripts
 * are loaded only where it is shown.
 */
export function ClubMap({ pins, tiles, words }: Props) {
  const [draw] = useState(() => (box: HTMLElement | null) => {
    if (!box) return;
    const drawn = import('./draw-map').then(
      ({ drawMap }) => drawMap(box, { pins, tiles, words }),
      () => {
        box.role = 'alert';
        box.textContent = words.away;
      },
    );
    return () => void drawn.then((remove) => remove?.());
  });
  return (
    <section aria-label={words.map} className="isolate">
      <div ref={draw} className="h-[70dvh] min-h-80 rounded-card border border-line bg-sunken" />
    </section>
  );
}
