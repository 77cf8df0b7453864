'use client';

import { type ClipboardEvent, useRef } from 'react';
import { FormText } from '@/components/ui/form/form-fields';
import { pastedPoint } from './pasted-point';

type Words = Record<'latitude' | 'longitude' | 'hint' | 'unfit', string>;
type Props = {
  latitude: number | string;
  longitude: number | string;
  words: Words;
  /** What is said of the latitude, by reason. */
  unfitLatitude: Readonly<Record<string, string>>;
};

/** Where a club is, in degrees. A point that a map copied fills both fields when it is pasted into one. */
export function CoordinateFields({ latitude, longitude, words, unfitLatitude }: Props) {
  const [north, east] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const paste = (event: ClipboardEvent) => {
    const point = pastedPoint(event.clipboardData.getData('text'));
    if (!point || !north.current || !east.current) return;
    event.preventDefault();
    north.current.value = point.latitude;
    east.current.value = point.longitude;
  };
  return (
    <>
      <FormText
        ref={north}
        label={words.latitude}
        name="latitude"
        inputMode="text"
        defaultValue={latitude}
        required
        hint={words.hint}
        onPaste={paste}
        unfit={unfitLatitude}
      />
      <FormText
        ref={east}
        label={words.longitude}
        name="longitude"
        inputMode="text"
        defaultValue={longitude}
        required
        onPaste={paste}
        unfit={words.unfit}
      />
    </>
  );
}
