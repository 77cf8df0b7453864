'use client';

import { X } from 'lucide-react';
import type { Route } from 'next';
import NextLink from 'next/link';
import { type ReactElement, useActionState, useEffect, useRef, useState } from 'react';
import type { FormAction } from '@/components/ui/action-form';

/** What can be done where it is too late to take an act back. */
export type Instead = { text: string; open: { href: Route; label: string } | null };

/** No bare text, which a browser’s translation would replace. */
type Drawn = ReactElement | false | null;

type Props = {
  undo: FormAction<unknown>;
  /** The act that a press takes back. Null while there is none. */
  act: { id: string; instead: Instead } | null;
  /** The text for each error code, for reasons with a text of their own, and `close`. */
  words: Readonly<Record<string, string>>;
  /** The button of a bar, beside which nothing has room. */
  bar?: Drawn;
  /** Where the other buttons and the answer stand. */
  className: string;
  children: Drawn;
};

/**
 * Takes an act back. Where that is refused, why and what can be done instead stay where the button was, also when the
 * act has left the page, until they are closed.
 */
export function UndoAction({ undo, act, words, bar, className, children }: Props) {
  const [result, submit] = useActionState(undo, null);
  const [pressed, press] = useState<Instead | null>(null);
  const [closed, close] = useState<typeof result>(null);
  const refused = result !== null && !result.ok && result !== closed ? result : null;
  return (
    <form action={submit} onSubmit={() => press(act?.instead ?? null)} className="contents">
      {act && <input type="hidden" name="actId" value={act.id} />}
      {act && bar}
      <div className={className}>
        {refused && (
          <Refused
            text={words[refused.reason ?? ''] ?? words[refused.code] ?? words.internal ?? refused.message}
            instead={OVER.some((code) => code === refused.code) ? pressed : null}
            close={{ label: words.close ?? '', run: () => close(refused) }}
          />
        )}
        {act && children}
      </div>
    </form>
  );
}

/** The refusals that no second press changes. */
const OVER = ['conflict', 'slot_taken'];

type RefusedProps = { text: string; instead: Instead | null; close: { label: string; run: () => void } };

function Refused({ text, instead, close }: RefusedProps) {
  const box = useRef<HTMLDivElement>(null);

  // The button that had the focus may be gone.
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus();
  }, []);

  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      className="pointer-events-auto flex max-w-xl items-start gap-3 rounded-md border border-danger bg-danger-tint py-2 pl-4 text-danger-text text-note shadow-float outline-none"
    >
      <div className="flex-1 py-1">
        <p className="font-strong">{text}</p>
        {instead && <p>{instead.text}</p>}
        {instead?.open && (
          <NextLink
            href={instead.open.href}
            prefetch={false}
            scroll={false}
            className="inline-flex min-h-11 items-center underline underline-offset-4"
          >
            {instead.open.label}
          </NextLink>
        )}
      </div>
      <button
        type="button"
        aria-label={close.label}
        onClick={close.run}
        className="flex size-11 shrink-0 items-center justify-center rounded-md"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
