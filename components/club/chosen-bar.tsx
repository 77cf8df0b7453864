'use client';

import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import { control } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';
import { QUANTITIES } from './quantities';

/** An extra with its price in the page's language. */
export type Extra = { field: string; name: string; price: string; priceMinor: number; chosen: number };

export type BarLabels = {
  locale: Locale;
  book: string;
  /** With `{price}` in its place. */
  bookFor: string;
  total: string;
  extras: string;
};

type Props = {
  value: string;
  summary: string;
  /** The kind of court. */
  about: string;
  /** The cost of cancelling, in a sentence. */
  terms: string;
  priceMinor: number;
  /** The price without extras. */
  price: string;
  extras: readonly Extra[];
  currency: string;
  labels: BarLabels;
};

/** The chosen start with its full price at the bottom of the screen, and the button that holds it. */
export function ChosenBar(props: Props) {
  const { value, summary, about, terms, priceMinor, price, extras, currency, labels } = props;
  const [wanted, setWanted] = useState<Readonly<Record<string, number>>>(
    Object.fromEntries(extras.map(({ field, chosen }) => [field, chosen])),
  );
  const extrasMinor = extras.reduce((sum, extra) => sum + extra.priceMinor * (wanted[extra.field] ?? 0), 0);
  const total = extrasMinor === 0 ? price : formatMoney(priceMinor + extrasMinor, currency, labels.locale);
  return (
    <div className="chosen-bar fixed inset-x-0 bottom-0 z-30 border-edge border-t bg-card">
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto_auto_auto]">
        <p className="min-w-0">
          <span className="figures block truncate font-strong sm:text-lead">{summary}</span>
          <span className="block text-note text-soft max-sm:hidden">
            {about} · {terms}
          </span>
          <span className="figures text-note text-soft sm:hidden">
            <span className="font-strong text-ink">
              <span className="sr-only">{labels.total} </span>
              {total}
            </span>{' '}
            · {terms}
          </span>
        </p>
        {extras.length > 0 && (
          <details className="group relative max-sm:hidden">
            <summary className="inline-flex min-h-11 items-center gap-1.5 rounded-md text-note">
              <Plus aria-hidden className="size-4" />
              <span className="underline decoration-edge underline-offset-4">{labels.extras}</span>
              <ChevronDown
                aria-hidden
                className="size-4 rotate-180 transition-transform group-open:rotate-0"
              />
            </summary>
            <div className="absolute right-0 bottom-full mb-4 grid w-72 gap-3 rounded-card border border-line bg-card p-4 shadow-float">
              {extras.map((extra) => (
                <label key={extra.field} className="flex items-center justify-between gap-3">
                  <span>
                    {extra.name} <span className="figures text-note text-soft">{extra.price}</span>
                  </span>
                  <select
                    name={extra.field}
                    value={wanted[extra.field] ?? 0}
                    onChange={(event) => setWanted({ ...wanted, [extra.field]: Number(event.target.value) })}
                    className={control('figures w-20')}
                  >
                    {QUANTITIES.map((quantity) => (
                      <option key={quantity} value={quantity}>
                        {quantity}
                      </option>
                    ))}
                  </select>
                </label>
              ))}
            </div>
          </details>
        )}
        <p className="figures font-strong text-head max-sm:hidden">
          <span className="sr-only">{labels.total} </span>
          {total}
        </p>
        <SubmitButton
          name="slot"
          value={value}
          size="large"
          aria-label={labels.bookFor.replace('{price}', total)}
        >
          {labels.book}
        </SubmitButton>
      </div>
    </div>
  );
}
