'use client';

import { useEffect, useRef, useState } from 'react';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Difference = { control: Control; label: string; theirs: string; mine: string };

type Words = Readonly<Record<string, string>>;

/**
 * After a refusal for an old revision: each field in which what is stored now differs from what is typed, with a way to
 * take what is stored. Saving again keeps what is typed.
 */
export function StaleFields({ words }: { words: Words }) {
  const list = useRef<HTMLDivElement>(null);
  const [differences, setDifferences] = useState<readonly Difference[]>([]);

  useEffect(() => {
    const form = list.current?.closest('form');
    if (!form?.querySelector('input[name="revision"]')) return;
    const compare = () => setDifferences(differencesIn(form));
    compare();
    // The page comes anew after the answer, and brings what is stored now.
    const observer = new MutationObserver(compare);
    observer.observe(form, {
      attributes: true,
      attributeFilter: ['value', 'data-stored'],
      characterData: true,
      subtree: true,
    });
    form.addEventListener('input', compare);
    return () => {
      observer.disconnect();
      form.removeEventListener('input', compare);
    };
  }, []);

  const take = ({ control }: Difference) => {
    control.value = storedIn(control);
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.focus();
  };

  return (
    <div ref={list} className="mt-2 grid gap-2 empty:hidden">
      {differences.map((difference) => (
        <div key={difference.control.name} className="rounded-md border border-line bg-card px-4 py-3">
          <p className="font-strong">{difference.label}</p>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3">
            <dt className="text-soft">{words.staleNow}</dt>
            <dd className="whitespace-pre-line break-words">{difference.theirs || words.staleEmpty}</dd>
            <dt className="text-soft">{words.staleMine}</dt>
            <dd className="whitespace-pre-line break-words">{difference.mine || words.staleEmpty}</dd>
          </dl>
          {canTake(difference.control) && (
            <button
              type="button"
              className="min-h-11 underline underline-offset-4"
              onClick={() => take(difference)}
            >
              {words.staleTake}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

const differencesIn = (form: HTMLFormElement): Difference[] =>
  [...form.elements].flatMap((control) => {
    if (!isTyped(control) || storedIn(control) === control.value) return [];
    const label = control.labels?.[0]?.textContent?.trim() ?? control.name;
    return [
      {
        control,
        label,
        theirs: control.dataset.storedLabel ?? shown(control, storedIn(control)),
        mine: shown(control, control.value),
      },
    ];
  });

const UNTYPED = ['hidden', 'checkbox', 'radio', 'submit', 'button', 'password'];

const isTyped = (element: Element): element is Control =>
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLSelectElement && element.dataset.stored !== undefined) ||
  (element instanceof HTMLInputElement && !UNTYPED.includes(element.type));

/** What is stored may not be in a list any more. */
const canTake = (control: Control): boolean =>
  !(control instanceof HTMLSelectElement) ||
  [...control.options].some(({ value }) => value === storedIn(control));

/** A list, and a field that begins with what was typed, writes down what is stored. */
const storedIn = (control: Control): string =>
  control.dataset.stored ?? (control instanceof HTMLSelectElement ? '' : control.defaultValue);

const shown = (control: Control, value: string): string =>
  control instanceof HTMLSelectElement
    ? ([...control.options].find((option) => option.value === value)?.label ?? value)
    : value;
