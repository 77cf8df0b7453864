'use client';

import { useState } from 'react';
import { FormText } from '@/components/ui/form/form-fields';
import { useTyped } from '@/components/ui/form/form-state';
import type { Locale } from '@/lib/core/context';
import { parseDecimal, typedMoney } from '@/lib/core/money';
import { signedMoney } from './signed-money';

type Props = {
  expectedMinor: number;
  currency: string;
  locale: Locale;
  worths: readonly { minor: number; name: string }[];
  labels: { counted: string; difference: string; pieces: string; unfit: string };
};

/** The counted sum, which scripts add up from notes and coins, and by how much it differs. */
export function DrawerCount({ expectedMinor, currency, locale, worths, labels }: Props) {
  const [pieces, setPieces] = useState<Readonly<Record<number, number>>>({});
  const [typed, setTyped] = useState(useTyped('counted') ?? '');

  const count = (minor: number, text: string) => {
    const next = { ...pieces, [minor]: Math.min(Math.max(Math.trunc(Number(text)) || 0, 0), 10_000) };
    const sum = worths.reduce((total, worth) => total + worth.minor * (next[worth.minor] ?? 0), 0);
    setPieces(next);
    setTyped(typedMoney(sum, currency, locale));
  };
  const countedMinor = typed === '' ? null : parseDecimal(typed.trim().replace(',', '.'), currency);
  return (
    <>
      <fieldset className="needs-script grid grid-cols-[repeat(auto-fill,minmax(4.25rem,1fr))] gap-2">
        <legend className="sr-only">{labels.pieces}</legend>
        {worths.map(({ minor, name }) => (
          <label key={minor} className="grid gap-1 text-center text-caption text-soft">
            <span className="figures whitespace-nowrap">{name}</span>
            <input
              type="number"
              inputMode="numeric"
              min={0}
              max={10_000}
              value={pieces[minor] ?? ''}
              onChange={(event) => count(minor, event.target.value)}
              className="figures min-h-11 w-full rounded-sm border border-strong bg-card text-center font-strong text-body text-ink"
            />
          </label>
        ))}
      </fieldset>
      <div className="grid grid-cols-2 items-end gap-4">
        <FormText
          name="counted"
          label={labels.counted}
          inputMode="decimal"
          required
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          unfit={labels.unfit}
        />
        <p className="needs-script" aria-live="polite">
          <span className="block text-note text-soft">{labels.difference}</span>
          <span className={`figures font-strong text-title ${toneOf(countedMinor, expectedMinor)}`}>
            {countedMinor === null ? '—' : signedMoney(countedMinor - expectedMinor, currency, locale)}
          </span>
        </p>
      </div>
    </>
  );
}

const toneOf = (countedMinor: number | null, expectedMinor: number): string =>
  countedMinor === null || countedMinor === expectedMinor ? '' : 'text-danger-text';
