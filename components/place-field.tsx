'use client';

import { LocateFixed } from 'lucide-react';
import { useId, useState } from 'react';
import { control } from './ui/field';

type Labels = {
  place: string;
  anywhere: string;
  nearMe: string;
  locating: string;
  located: string;
  notLocated: string;
};
type Position = { lat: string; lng: string };
type Props = { cities: readonly string[]; city: string; position: Position | null; labels: Labels };

/** A city, typed or picked from the list, or where the reader stands. */
export function PlaceField({ cities, city, position, labels }: Props) {
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
        // Three decimals are about a hundred metres: enough to sort clubs, too coarse to find a door.
        setHere({ lat: coords.latitude.toFixed(3), lng: coords.longitude.toFixed(3) });
      },
      () => setSaid(labels.notLocated),
      { timeout: 8_000, maximumAge: 600_000 },
    );
  };

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-strong text-note">
        {labels.place}
      </label>
      <div className="relative">
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
          className={control({ className: 'pr-12' })}
        />
        <button
          type="button"
          onClick={locate}
          aria-label={labels.nearMe}
          title={labels.nearMe}
          className="needs-script absolute inset-y-0 right-0 flex w-11 items-center justify-center rounded-md text-court-text hover:bg-sunken"
        >
          <LocateFixed aria-hidden className="size-4.5" />
        </button>
      </div>
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
      <p role="status" className="text-ink-soft text-note empty:hidden">
        {said}
      </p>
    </div>
  );
}
