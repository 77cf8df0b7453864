'use client';

import { Search } from 'lucide-react';
import type { Route } from 'next';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';
import type { PaletteProps } from './palette';

/** Loaded when it opens. On the server it would write an inline style, which the content policy forbids. */
const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));

type Props = Omit<PaletteProps, 'close'> & {
  /** The page that finds the same without scripts, with its language. */
  href: Route;
  label: string;
};

const isCtrlK = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (ctrlKey || metaKey) && !altKey;

/** A page with a search of its own takes it first (`slash-focus.tsx`). */
const isSlash = ({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) =>
  key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping(target) && areLettersOn();

/** The way to everything of a club: a link to the page that finds, and with scripts a palette over any page. */
export function FindBox({ href, label, ...palette }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !(isCtrlK(event) || isSlash(event))) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  useEffect(() => {
    if (!isOpen) return;
    dialog.current?.showModal();
    // From the second time on the palette is drawn before its dialog shows, and the dialog would focus its frame.
    dialog.current?.querySelector('input')?.focus();
  }, [isOpen]);

  const close = () => dialog.current?.close();
  return (
    <>
      <a
        href={href}
        aria-keyshortcuts="Control+K Meta+K /"
        title={label}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
        className="flex min-h-11 items-center gap-3 rounded-md px-2 text-note text-soft hover:bg-sunken md:justify-center xl:justify-start xl:bg-sunken xl:px-3"
      >
        <Search aria-hidden className="size-4.5 shrink-0" />
        <span className="sr-only xl:not-sr-only">{label}</span>
        <kbd aria-hidden className="needs-script ml-auto font-sans text-caption text-faint max-xl:hidden">
          Ctrl K
        </kbd>
      </a>
      {isOpen && (
        <dialog
          ref={dialog}
          aria-label={label}
          onClose={() => setOpen(false)}
          closedby="any"
          className="mx-auto mt-[10dvh] w-[calc(100vw-2rem)] max-w-xl rounded-card border border-line bg-card p-0 text-ink shadow-float"
        >
          <Suspense>
            <Palette {...palette} close={close} />
          </Suspense>
        </dialog>
      )}
    </>
  );
}
