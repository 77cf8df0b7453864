'use client';

import { useEffect } from 'react';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';

/** The key `/` leads to a field of the page, before any other use of it, unless somebody types. */
export function SlashFocus({ field }: { field: string }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !areLettersOn()) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      const input = document.getElementById(field);
      if (input instanceof HTMLInputElement) input.select();
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, [field]);
  return null;
}
