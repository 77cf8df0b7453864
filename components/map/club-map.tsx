'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import type { MapWords, PinView } from './map-view';

type Props = { pins: readonly PinView[]; tiles: string; words: MapWords };

/** A map with a pin for each club. Its scripts are loaded only where it is shown. */
export function ClubMap({ pins, tiles, words }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { push } = useRouter();
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    let remove: (() => void) | undefined;
    let left = false;
    import('./draw-map').then(
      ({ drawMap }) => {
        if (!left) remove = drawMap(element, { pins, tiles, words, go: (href) => push(href as Route) });
      },
      () => setAway(true),
    );
    return () => {
      left = true;
      remove?.();
    };
  }, [pins, tiles, words, push]);
  return (
    <section aria-label={words.map} className="isolate">
      {isAway && <p role="alert">{words.away}</p>}
      <div ref={box} className="h-[70dvh] min-h-80 rounded-card border border-line bg-sunken" />
    </section>
  );
}
