'use client';

import { useEffect } from 'react';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';

/** The keys of the planner's bar, in every view: another day or view, a new booking, undo. */
export function PlannerKeys() {
  useEffect(() => {
    // The board hears keys at the document, before this.
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return null;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isTyping(event.target)) return;
  if (document.querySelector('.is-lifted')) return;
  const key = event.ctrlKey || event.metaKey ? undoOf(event) : letterOf(event);
  if (key !== null && follow(key)) event.preventDefault();
}

const undoOf = ({ key }: KeyboardEvent) => (key === 'z' ? key : null);

/** The tape is the one letter with Shift. */
const letterOf = ({ key, altKey }: KeyboardEvent) =>
  altKey || !areLettersOn() ? null : key === 'T' ? key : key.toLowerCase();

/** A key leads where its link or button in the page's bar does. */
function follow(key: string): boolean {
  const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  target?.click();
  return target !== null;
}
