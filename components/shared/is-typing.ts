/** Whether a key pressed here is meant for a field or a dialogue, and not for the page. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, textarea, [contenteditable], dialog') !== null;
