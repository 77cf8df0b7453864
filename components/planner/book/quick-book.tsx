'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ActionForm, type FormAction, FormText } from '@/components/ui/action-form';
import { button } from '@/components/ui/button';
import { control } from '@/components/ui/field';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Locale } from '@/lib/core/context';
import { formatMoney } from '@/lib/core/money';
import { isGame } from '@/lib/ledger/game';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { DESK_KINDS, SETTLE_WAYS } from './book-fields';
import { type Chosen, CustomerField } from './customer-field';
import { beside } from '@/components/planner/desk/place-beside';
import { QuickHead } from './quick-head';
import { QuickMore, type SoldExtra } from './quick-more';
import { QuickPrice } from './quick-price';
import type { QuickSlot } from './quick-slot';
import { Segments } from './segments';

/** What the form begins with. Instants are the board's. */
type FormSlot = Omit<QuickSlot, 'startsAt' | 'endsAt'>;

type Props = {
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
  book: FormAction<unknown>;
  /** Shows the same as a series. Null for who may not draft one. */
  repeat: ((form: FormData) => Promise<void>) | null;
  /** The board without this form, without and with its language. */
  back: string;
  closeHref: Route;
  words: DeskWords;
  errors: Readonly<Record<string, string>>;
};

/**
 * Books a place of the board: who, how long, and as what. With a name and Enter twice it is done. Without scripts it
 * is a form like any other.
 */
export function QuickBook(props: Props) {
  const { also, courts, durations, until, maySetPrice, book, closeHref, words, errors } = props;
  const box = useRef<HTMLElement>(null);
  const router = useRouter();
  const [slot, setSlot] = useState(props.slot);
  const [settle, setSettle] = useState<(typeof SETTLE_WAYS)[number]>('due');
  const [extrasMinor, setExtrasMinor] = useState(0);
  const [customer, setCustomer] = useState(props.customer);
  const change = (part: Partial<FormSlot>) => setSlot((before) => ({ ...before, ...part }));
  const money = (minor: number) => formatMoney(minor, props.currency, props.locale);
  const isSold = isGame(slot);

  // Beside its place on the board, where there is room for it.
  useLayoutEffect(() => {
    const place = document.querySelector('[data-new]');
    const form = box.current;
    if (!form || !place || !matchMedia('(width >= 48rem)').matches) return;
    form.classList.add('is-placed');
    // It stays within the window when a price or another kind makes it higher.
    const sized = new ResizeObserver(() => beside(form, place));
    sized.observe(form);
    return () => sized.disconnect();
  }, []);

  useEffect(() => {
    box.current?.querySelector<HTMLInputElement>('[role="combobox"], [name="title"]')?.focus();
    // Back to the piece of the board that was last in focus, unless the focus has gone elsewhere.
    return () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>('[data-at] a[tabindex="0"]')?.focus();
    };
  }, []);

  return (
    <section
      ref={box}
      aria-labelledby="quick-book"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) router.push(closeHref, { scroll: false });
      }}
      className="quick-book"
    >
      <QuickHead id="quick-book" title={words.newTitle} closeHref={closeHref} close={words.close} />
      <ActionForm action={book} words={errors} className="grid gap-3">
        <input type="hidden" name="club" value={props.clubId} />
        <input type="hidden" name="back" value={props.back} />
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
              className={control({ className: 'min-h-11 px-2' })}
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
              className={control({ className: 'figures min-h-11 min-w-0 px-2 md:text-note' })}
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
              className={control({ className: 'figures min-h-11 min-w-0 px-2 md:text-note' })}
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
            isSold={isSold}
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
        <SubmitButton>{words.book}</SubmitButton>
        {/* After the button that Enter presses. */}
        {props.repeat && (
          <button
            type="submit"
            formAction={props.repeat}
            formNoValidate
            className={button({ look: 'quiet', size: 'dense' })}
          >
            {words.repeat}
          </button>
        )}
      </ActionForm>
    </section>
  );
}
