const LETTERS_OFF = 'pista-letters-off';
const watchers = new Set<() => void>();

/** WCAG 2.1.4: who speaks to the page, or hits keys by accident, can switch single letters off. */
export const areLettersOn = (): boolean => localStorage.getItem(LETTERS_OFF) === null;

export function switchLetters(isOn: boolean): void {
  if (isOn) localStorage.removeItem(LETTERS_OFF);
  else localStorage.setItem(LETTERS_OFF, '1');
  for (const watcher of watchers) watcher();
}

export function watchLetters(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * Whether a key pressed here is meant for a field or a dialogue, and not for the page. A dialogue that has just closed
 * may keep the focus for a moment.
 */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('dialog:not([open])') === null &&
  target.closest('input, select, textarea, [contenteditable], dialog') !== null;
