import { useState } from 'react';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { FormText } from '@/components/ui/form/form-fields';
import { useTyped } from '@/components/ui/form/form-state';
import { control } from '@/components/ui/field';
import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';
import { isGame } from '@/lib/ledger/game';
import { DESK_KINDS, SETTLE_WAYS } from './book-fields';
import { type Chosen, CustomerField } from './customer-field';
import { QuickMore, type SoldExtra } from './quick-more';
import { QuickPrice } from './quick-price';
import type { QuickSlot } from './quick-slot';
import { Segments } from './segments';

/** What the form begins with. Instants are the board's. */
type FormSlot = Omit<QuickSlot, 'startsAt' | 'endsAt'>;

export type QuickFieldsProps = {
  clubId: number;
  currency: string;
  locale: Locale;
  courts: readonly { id: number; name: string }[];
  durations: readonly number[];
  /** What the club sells beside its courts. */
  extras: readonly SoldExtra[];
  slot: FormSlot;
  /** Courts that are booked with it. */
  also: readonly number[];
  /** For whom it begins. Null for nobody yet. */
  customer: Chosen | null;
  /** When a block ends unless somebody says otherwise, wall time. */
  until: string;
  maySetPrice: boolean;
  mayTakeMoney: boolean;
  words: DeskWords;
};

/** Who, where, when, how long, as what and for how much. Sent without scripts they begin as they were typed. */
export function QuickFields(props: QuickFieldsProps) {
  const { also, courts, durations, until, maySetPrice, words } = props;
  const [slot, setSlot] = useState(useTypedSlot(props.slot));
  const [settle, setSettle] = useState(oneOf(SETTLE_WAYS, useTyped('settle'), 'due'));
  const [extrasMinor, setExtrasMinor] = useState(0);
  const [customer, setCustomer] = useState(useTypedCustomer(props.customer));
  const change = (part: Partial<FormSlot>) => setSlot((before) => ({ ...before, ...part }));
  const money = (minor: number) => formatMoney(minor, props.currency, props.locale);
  return (
    <>
      <CustomerField
        clubId={props.clubId}
        words={words}
        newcomers="taken"
        chosen={customer}
        onChoose={setCustomer}
      />
      <div className="grid grid-cols-2 gap-2 md:grid-cols-[minmax(0,1fr)_8.75rem_7.5rem]">
        <label className="grid min-w-0 gap-1 text-note">
          <span className="font-strong">{words.court}</span>
          <select
            name="court"
            value={slot.courtId}
            onChange={({ target }) => change({ courtId: Number(target.value) })}
            className={control('min-h-11 px-2')}
          >
            {courts.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="grid min-w-0 gap-1 text-note">
          <span className="font-strong">{words.date}</span>
          <input
            type="date"
            name="date"
            required
            value={slot.date}
            onChange={({ target }) => change({ date: target.value })}
            className={control('figures min-h-11 min-w-0 px-2 md:text-note')}
          />
        </label>
        <label className="grid min-w-0 gap-1 text-note">
          <span className="font-strong">{words.start}</span>
          <input
            type="time"
            name="time"
            step={300}
            required
            value={slot.time}
            onChange={({ target }) => change({ time: target.value })}
            className={control('figures min-h-11 min-w-0 px-2 md:text-note')}
          />
        </label>
      </div>
      <Segments
        legend={words.kind}
        name="kind"
        options={DESK_KINDS.map((kind) => ({ value: kind, label: words[`kind_${kind}`] ?? kind }))}
        value={slot.kind}
        onChange={(kind) => change({ kind })}
      />
      <div className="for-sale grid gap-3">
        <Segments
          legend={words.duration}
          name="duration"
          options={durations.map((minutes) => ({ value: String(minutes), label: String(minutes) }))}
          value={String(slot.minutes)}
          onChange={(minutes) => change({ minutes: Number(minutes) })}
        />
        <QuickPrice
          {...props}
          slot={slot}
          customerId={customer?.id ?? null}
          extrasMinor={extrasMinor}
          isSold={isGame(slot)}
        />
        {props.mayTakeMoney && (
          <Segments
            legend={words.settle}
            name="settle"
            options={SETTLE_WAYS.map((way) => ({ value: way, label: words[`settle_${way}`] ?? way }))}
            value={settle}
            onChange={setSettle}
          />
        )}
      </div>
      <div className="for-block grid grid-cols-[minmax(0,1fr)_8rem] gap-2">
        <FormText name="title" label={words.title} maxLength={80} />
        <FormText name="until" type="time" step={300} label={words.until} defaultValue={until} />
      </div>
      <QuickMore
        courts={courts}
        also={also}
        extras={props.extras}
        money={money}
        onExtras={setExtrasMinor}
        maySetPrice={maySetPrice}
        words={words}
      />
    </>
  );
}

function useTypedSlot(slot: FormSlot): FormSlot {
  const court = useTyped('court');
  const minutes = useTyped('duration');
  return {
    ...slot,
    courtId: court === undefined ? slot.courtId : Number(court),
    date: useTyped('date') ?? slot.date,
    time: useTyped('time') ?? slot.time,
    kind: oneOf(DESK_KINDS, useTyped('kind'), slot.kind),
    minutes: minutes === undefined ? slot.minutes : Number(minutes),
  };
}

/** Without scripts nobody else can be chosen than whom the page began with. */
function useTypedCustomer(customer: Chosen | null): Chosen | null {
  const name = useTyped('name');
  return customer && name !== undefined ? { ...customer, name } : customer;
}

function oneOf<Value extends string>(all: readonly Value[], typed: string | undefined, begins: Value): Value {
  return all.find((value) => value === typed) ?? begins;
}
