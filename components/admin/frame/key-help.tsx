'use client';

import { Keyboard, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { areLettersOn, isTyping, switchLetters, watchLetters } from '@/components/shared/single-letters';
import { EVERYWHERE, keysOf, type KeyWord } from './page-keys';

type Props = {
  title: string;
  letters: string;
  close: string;
  /** What each key does. */
  words: Readonly<Record<KeyWord, string>>;
};

/** A button, and the key `?`, that list the keys of the page. Single letters can be switched off there. */
export function KeyHelp({ title, letters, close, words }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const path = usePathname();
  const lettersOn = useSyncExternalStore(watchLetters, areLettersOn, () => true);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target) || !areLettersOn()) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);

  return (
    <div className="needs-script max-md:hidden">
      <button
        type="button"
        aria-label={title}
        aria-keyshortcuts="?"
        onClick={() => setOpen(true)}
        className="flex min-h-11 w-full items-center gap-3 rounded-md px-2 hover:bg-sunken md:max-xl:justify-center xl:px-3"
      >
        <Keyboard aria-hidden className="size-4.5 shrink-0" />
        <span aria-hidden className="text-note max-xl:hidden">
          {title}
        </span>
      </button>
      {isOpen && (
        <dialog
          ref={dialog}
          aria-labelledby="keys"
          closedby="any"
          onClose={() => setOpen(false)}
          className="m-auto w-full max-w-md rounded-card border border-line bg-card p-5 text-ink shadow-float"
        >
          <div className="flex items-center justify-between">
            <h2 id="keys" className="text-lead">
              {title}
            </h2>
            <button
              type="button"
              aria-label={close}
              onClick={() => dialog.current?.close()}
              className="flex size-11 items-center justify-center rounded-md hover:bg-sunken"
            >
              <X aria-hidden className="size-5" />
            </button>
          </div>
          <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 py-2 text-note">
            {[...keysOf(path), ...EVERYWHERE].map(([keys, word]) => (
              <div key={keys} className="contents">
                <dt className="figures font-strong">{keys}</dt>
                <dd>{words[word]}</dd>
              </div>
            ))}
          </dl>
          <label className="flex min-h-11 items-center gap-3 text-note">
            <input
              type="checkbox"
              checked={lettersOn}
              onChange={({ target }) => switchLetters(target.checked)}
              className="size-5 accent-court"
            />
            <span>{letters}</span>
          </label>
        </dialog>
      )}
    </div>
  );
}
