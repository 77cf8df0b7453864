'use client';

import type { Route } from 'next';
import { useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';

type Props = {
  /** The id of its heading. */
  labelledBy: string;
  /** The page beneath, with its language. */
  closeHref: Route;
  /** The ids of its sections, which the keys from 1 on lead to while the focus is inside. */
  sections: readonly string[];
  children: ReactNode;
};

/**
 * What lies beside the page. It takes the focus when it opens, at the part that the address names, and gives it back.
 * While it is open it keeps the focus, also when an answer takes the form away that had it.
 */
export function PanelFrame({ labelledBy, closeHref, sections, children }: Props) {
  const router = useRouter();
  const address = useSearchParams();
  const panel = useRef<HTMLElement>(null);
  const last = useRef<{ element: Element; part: string } | null>(null);

  useEffect(() => {
    const opener = document.activeElement;
    // Somebody may have begun in it before its scripts came.
    if (!panel.current?.contains(opener)) panel.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is another with each address, also after the #
  useEffect(() => {
    const name = CSS.escape(location.hash.slice(1));
    const asked = panel.current?.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (asked) enter(asked);
  }, [address]);

  // Children change with each answer of the server.
  useLayoutEffect(() => {
    if (!last.current || last.current.element.isConnected || document.activeElement !== document.body) return;
    (document.getElementById(last.current.part) ?? panel.current)?.focus({ preventScroll: true });
  });

  useEffect(() => {
    const act = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      if (event.key === 'Escape') router.push(closeHref, { scroll: false });
      const isInside = panel.current?.contains(document.activeElement) && !isTyping(event);
      const section = isInside ? sections[Number(event.key) - 1] : undefined;
      if (section !== undefined) goTo(section);
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, [router, closeHref, sections]);

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={labelledBy}
      onFocus={({ target }) => {
        const part = target.closest('section')?.getAttribute('aria-labelledby') ?? labelledBy;
        last.current = { element: target, part };
      }}
      className="fixed inset-0 z-30 overflow-y-auto overscroll-contain border-line bg-card outline-none md:left-auto md:w-98 md:border-l md:shadow-float"
    >
      {children}
    </aside>
  );
}

/** A letter or digit that is typed into a field, or pressed with another key, is no shortcut. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  const inField = target instanceof Element && target.closest('input, select, textarea, [contenteditable]');
  return inField !== null || ctrlKey || metaKey || altKey;
}

function goTo(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** Unfolds a part of the panel and begins in its first form. */
function enter(part: HTMLElement): void {
  const fold = part.querySelector('details');
  if (fold) fold.open = true;
  part.scrollIntoView({ block: 'start' });
  const fields = 'input:not([type="hidden"]), select, textarea, button';
  (fold ?? part).querySelector<HTMLElement>(fields)?.focus({ preventScroll: true });
}
