'use client';

import { useEffect } from 'react';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';

type Props = {
  /** The id of what each key leads to. Of those the first field is focused. */
  places: Readonly<Record<string, string>>;
};

/** The keys of the till, as the keyboard gives them: `O` and `Shift` with `C` are `o` and `C`. */
export function TillKeys({ places }: Props) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areLettersOn()) return;
      const id = places[event.key];
      const place = id === undefined ? null : document.getElementById(id);
      const field = place?.querySelector<HTMLElement>('input:not([type=hidden])');
      if (!field) return;
      event.preventDefault();
      field.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [places]);
  return null;
}
