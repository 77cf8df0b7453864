'use client';

import { clsx } from 'clsx';
import { LocateFixed } from 'lucide-react';
import { useId, useState } from 'react';
import { BarCell, barControl } from '@/components/ui/bar-field';

type Labels = {
  place: string;
  anywhere: string;
  nearMe: string;
  locating: string;
  located: string;
  notLocated: string;
};
type Position = { lat: string; lng: string };
type Props = {
  cities: readonly string[];
  city: string;
  position: Position | null;
  labels: Labels;
  className?: string;
};

/** A city, typed or picked from the list, or the reader's position. */
export function PlaceField({ cities, city, position, labels, className }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(city);
  const [here, setHere] = useState(position);
  const [said, setSaid] = useState('');

  const locate = () => {
    setSaid(labels.locating);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setTyped('');
        setSaid(labels.located);
        // Three decimals are about a hundred metres, which is enough to sort clubs and too coarse for an address.
        setHere({ lat: coords.latitude.toFixed(3), lng: coords.longitude.toFixed(3) });
      },
      () => setSaid(labels.notLocated),
      { timeout: 8_000, maximumAge: 600_000 },
    );
  };

  return (
    <BarCell className={className}>
      <label htmlFor={id} className="block text-caption text-faint">
        {labels.place}
      </label>
      <input
        id={id}
        name="city"
        list={`${id}-cities`}
        autoComplete="address-level2"
        value={typed}
        placeholder={here ? labels.nearMe : labels.anywhere}
        onChange={(event) => {
          setTyped(event.target.value);
          setHere(null);
        }}
        className={clsx(barControl, 'pr-10')}
      />
      <button
        type="button"
        onClick={locate}
        aria-label={labels.nearMe}
        title={labels.nearMe}
        className="needs-script absolute top-1.5 right-1.5 flex size-11 items-center justify-center rounded-md text-soft hover:bg-sunken"
      >
        <LocateFixed aria-hidden className="size-4.5" />
      </button>
      <datalist id={`${id}-cities`}>
        {cities.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {here && (
        <>
          <input type="hidden" name="lat" value={here.lat} />
          <input type="hidden" name="lng" value={here.lng} />
        </>
      )}
      <p role="status" className="text-note text-soft empty:hidden">
        {said}
      </p>
    </BarCell>
  );
}
