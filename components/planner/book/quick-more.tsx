import { type ChangeEvent, useState } from 'react';
import { QUANTITIES } from '@/components/club/quantities';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { extraField, quantityIn } from '@/components/shared/extra-fields';
import { FormCheck, FormSelect, FormText } from '@/components/ui/form/form-fields';
import { useIsAnswer } from '@/components/ui/form/form-state';
import { courtField } from './book-fields';
import { QuickPlayers } from './quick-players';

/** Something that is sold with a court, for so many minor units. */
export type SoldExtra = { code: string; name: string; priceMinor: number };

type Props = {
  courts: readonly { id: number; name: string }[];
  /** Courts that are booked with it. */
  also: readonly number[];
  extras: readonly SoldExtra[];
  /** An amount in the reader's language. */
  money: (minor: number) => string;
  /** What the chosen extras cost together. */
  onExtras: (minor: number) => void;
  maySetPrice: boolean;
  words: DeskWords;
};

/** What a booking may have beside: players, extras, a note, another price and other courts. */
export function QuickMore({ courts, also, extras, money, onExtras, maySetPrice, words }: Props) {
  // What was typed here shows when it comes back.
  const isAnswer = useIsAnswer();
  const [quantities, setQuantities] = useState<Readonly<Record<string, string>>>({});
  const choose = ({ target }: ChangeEvent<HTMLSelectElement>) => {
    const next = { ...quantities, [target.name]: target.value };
    setQuantities(next);
    onExtras(extras.reduce((sum, { code, priceMinor }) => sum + priceMinor * quantityIn(next)(code), 0));
  };
  return (
    <details open={also.length > 0 || isAnswer}>
      <summary className="inline-flex min-h-11 items-center text-note underline decoration-edge underline-offset-4">
        {words.more}
      </summary>
      <div className="grid gap-3 pt-1">
        <div className="for-sale grid gap-3">
          <QuickPlayers words={words} />
          {extras.length > 0 && (
            <div className="grid grid-cols-2 gap-2">
              {extras.map(({ code, name, priceMinor }) => (
                <FormSelect
                  key={code}
                  label={`${name} · ${money(priceMinor)}`}
                  name={extraField(code)}
                  onChange={choose}
                >
                  {QUANTITIES.map((quantity) => (
                    <option key={quantity} value={quantity}>
                      {quantity}
                    </option>
                  ))}
                </FormSelect>
              ))}
            </div>
          )}
        </div>
        <FormText name="note" label={words.note} maxLength={2000} />
        {maySetPrice && (
          <div className="for-sale grid grid-cols-[7rem_minmax(0,1fr)] gap-2">
            <FormText name="price" label={words.ownPrice} inputMode="decimal" autoComplete="off" />
            <FormText name="reason" label={words.reason} maxLength={200} />
          </div>
        )}
        {courts.length > 1 && (
          <fieldset>
            <legend className="font-strong text-note">{words.moreCourts}</legend>
            <div className="flex flex-wrap gap-x-4">
              {courts.map(({ id, name }) => (
                <FormCheck
                  key={id}
                  name={courtField(id)}
                  label={name}
                  value="on"
                  defaultChecked={also.includes(id)}
                />
              ))}
            </div>
          </fieldset>
        )}
      </div>
    </details>
  );
}
