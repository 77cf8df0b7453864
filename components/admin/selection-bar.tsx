'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';

type Chosen = { count: number; owedMinor: number };

type Props = {
  locale: Locale;
  currency: string;
  /** All that the filters find, where they are more than the rows. */
  all: Chosen | null;
  words: { one: string; other: string; owed: string; all: string };
  /** What can be done with the chosen rows. */
  children: ReactNode;
};

/**
 * The bar of what is chosen in the table of its form, which a style shows once a box is ticked. With scripts it says
 * how many they are and what they owe. Its own box chooses all that the filters find.
 */
export function SelectionBar({ locale, currency, all, words, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Chosen>({ count: 0, owedMinor: 0 });

  useEffect(() => {
    const form = bar.current?.closest('form');
    const count = () => {
      if (all && form?.querySelector('input[name=all]:checked')) return setChosen(all);
      const boxes = [...(form?.querySelectorAll<HTMLInputElement>('input[name=id]:checked') ?? [])];
      const owedMinor = boxes.reduce((sum, { dataset }) => sum + Number(dataset.owed), 0);
      setChosen({ count: boxes.length, owedMinor });
    };
    count();
    form?.addEventListener('change', count);
    return () => form?.removeEventListener('change', count);
  }, [all]);

  return (
    <div
      ref={bar}
      className="fixed inset-x-2 bottom-18 z-20 mx-auto hidden w-fit max-w-full flex-wrap items-center gap-x-4 gap-y-1 rounded-card bg-ink px-4 py-2 text-on-ink shadow-float group-has-[tbody_input:checked]:flex md:bottom-4"
    >
      {chosen.count > 0 && (
        <p role="status" className="figures">
          <strong>{(chosen.count === 1 ? words.one : words.other).replace('#', String(chosen.count))}</strong>
          {chosen.owedMinor > 0 && (
            <span className="ml-3">
              {words.owed.replace('#', formatMoney(chosen.owedMinor, currency, locale))}
            </span>
          )}
        </p>
      )}
      {all && (
        <label className="flex min-h-11 items-center gap-2">
          <input type="checkbox" name="all" value="true" className="size-5 accent-court" />
          <span>{words.all}</span>
        </label>
      )}
      <div className="contents">{children}</div>
    </div>
  );
}
