'use client';

import { useEffect } from 'react';
import { areLettersOn } from '@/components/shared/single-letters';

/**
 * The keys of a table whose rows begin with a link: J and K go to the next row and to the one before, X ticks its box.
 * They are off while somebody types.
 */
export function ListKeys({ table }: { table: string }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || !areLettersOn()) return;
      const rows = [...document.querySelectorAll<HTMLElement>(`#${table} tbody tr`)];
      if (actOn(rows, event.key.toLowerCase())) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [table]);
  return null;
}

function actOn(rows: readonly HTMLElement[], key: string): boolean {
  const focused = document.activeElement;
  const at = rows.findIndex((row) => row.contains(focused));
  if (at === -1 && focused !== document.body && !focused?.closest('main')) return false;
  const step = { j: 1, k: -1 }[key];
  if (step !== undefined) {
    const row = at === -1 ? rows[0] : rows[at + step];
    row?.querySelector('a')?.focus();
    return row !== undefined;
  }
  const box = key === 'x' ? rows[at]?.querySelector<HTMLInputElement>('input[type=checkbox]') : null;
  box?.click();
  return box != null;
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), select, textarea, [contenteditable], dialog') !== null;
