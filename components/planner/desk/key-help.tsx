'use client';

import { Keyboard, X } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { button } from '@/components/ui/button';
import type { DeskWords } from './board-config';
import { areLettersOn, switchLetters, watchLetters } from '@/components/shared/single-letters';

/** The keys of the board, and which sentence says what each does. */
const KEYS = [
  ['↑ ↓', 'key_along'],
  ['← →', 'key_across'],
  ['PgUp PgDn', 'key_hours'],
  ['Enter', 'key_open'],
  ['M', 'key_move'],
  ['⇧ ↑ ↓', 'key_length'],
  ['Alt', 'key_fine'],
  ['N · B', 'key_new'],
  ['C · X · L', 'key_acts'],
  ['P · E · Del', 'key_panel'],
  ['Z', 'key_undo'],
  ['[ · ] · T', 'key_days'],
  ['1 · 2 · 3', 'key_views'],
  ['⇧ T', 'key_tape'],
  ['G + P B C M', 'key_pages'],
  ['?', 'key_help'],
] as const;

/** A button, and the key `?`, that list the keys of the board. Single letters can be switched off there. */
export function KeyHelp({ words }: { words: DeskWords }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const lettersOn = useSyncExternalStore(watchLetters, areLettersOn, () => true);
  return (
    <div className="needs-script max-md:hidden">
      <button
        type="button"
        data-key="?"
        aria-label={words.keys}
        onClick={() => dialog.current?.showModal()}
        className={button({ look: 'quiet', size: 'icon' })}
      >
        <Keyboard aria-hidden className="size-4.5" />
      </button>
      <dialog
        ref={dialog}
        aria-labelledby="keys"
        className="m-auto w-full max-w-md rounded-card border border-line bg-card p-5 text-ink shadow-float"
      >
        <div className="flex items-center justify-between">
          <h2 id="keys" className="text-lead">
            {words.keys}
          </h2>
          <button
            type="button"
            aria-label={words.close}
            onClick={() => dialog.current?.close()}
            className="flex size-11 items-center justify-center rounded-md hover:bg-sunken"
          >
            <X aria-hidden className="size-5" />
          </button>
        </div>
        <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1 py-2 text-note">
          {KEYS.map(([keys, sentence]) => (
            <div key={keys} className="contents">
              <dt className="figures font-strong">{keys}</dt>
              <dd>{words[sentence]}</dd>
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
          <span>{words.letters}</span>
        </label>
      </dialog>
    </div>
  );
}
