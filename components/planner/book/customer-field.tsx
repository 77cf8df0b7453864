'use client';

import { UserRound } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { FormText } from '@/components/ui/form/form-fields';
import { useFieldError, useTyped } from '@/components/ui/form/form-state';
import { control } from '@/components/ui/field';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { askApi, listAt, memberAt, textAt } from '@/components/planner/desk/desk-api';

export type Chosen = { id: string; name: string };
type Found = Chosen & { about: string; isBlocked: boolean };

type Props = {
  clubId: number;
  words: DeskWords;
  /** Whether somebody new may be written down by name and number. */
  newcomers: 'taken' | 'refused';
  chosen: Chosen | null;
  onChoose: (chosen: Chosen | null) => void;
};

const TYPING_MS = 150;
const MOST_SHOWN = 8;

/**
 * Who it is for: one of the club's people, found by name, mail or the end of a number, or somebody new by the name that
 * was typed. A number that is pasted goes into its own field.
 */
export function CustomerField({ clubId, words, newcomers, chosen, onChoose }: Props) {
  const list = useId();
  const [typed, setTyped] = useState(useTyped('name') ?? chosen?.name ?? '');
  const [phone, setPhone] = useState(useTyped('phone') ?? '');
  const [found, setFound] = useState<readonly Found[]>([]);
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const isMissing = useFieldError('name') !== undefined;

  useEffect(() => {
    if (chosen || typed.trim().length < 2) return setFound([]);
    const timer = setTimeout(async () => {
      const answer = await askApi('GET', `clubs/${clubId}/customers?${queryFor(typed)}`);
      setFound(answer.ok ? listAt(answer.body, 'results').flatMap(foundIn) : []);
      setActive(0);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [clubId, typed, chosen]);

  const options: readonly (Found | null)[] =
    typed.trim() === '' ? [] : newcomers === 'taken' ? [...found, null] : found;

  function choose(option: Found | null) {
    setOpen(false);
    if (option) {
      setTyped(option.name);
      return onChoose(option);
    }
    if (!isNumber(typed)) return;
    setPhone(typed.trim());
    setTyped('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!isOpen || options.length === 0) return;
    const last = options.length - 1;
    const next = { ArrowDown: Math.min(active + 1, last), ArrowUp: Math.max(active - 1, 0) }[event.key];
    if (next !== undefined) setActive(next);
    else if (event.key === 'Enter') choose(options[active] ?? null);
    else if (event.key === 'Escape') setOpen(false);
    else return;
    event.preventDefault();
  }

  return (
    <div className="for-sale grid gap-2">
      <div className="relative">
        <label htmlFor={`${list}-name`} className="sr-only">
          {words.who}
        </label>
        <UserRound aria-hidden className="pointer-events-none absolute top-3.5 left-3 size-5 text-faint" />
        <input
          ref={input}
          id={`${list}-name`}
          name="name"
          role="combobox"
          aria-expanded={isOpen && options.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={isOpen && options.length > 0 ? `${list}-${active}` : undefined}
          autoComplete="off"
          maxLength={100}
          placeholder={words.whoHint}
          aria-invalid={isMissing ? true : undefined}
          aria-describedby={isMissing ? `${list}-error` : undefined}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setOpen(true);
            if (chosen) onChoose(null);
          }}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
          className={control('pl-10')}
        />
        <div
          id={list}
          role="listbox"
          aria-label={words.people}
          hidden={!isOpen || options.length === 0}
          className="absolute inset-x-0 top-full z-10 mt-1 rounded-card border border-line bg-card p-1 shadow-float"
        >
          {options.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
            <div
              key={option?.id ?? 'new'}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => {
                choose(option);
                input.current?.focus();
              }}
              className="flex min-h-11 flex-col justify-center rounded-sm px-3 aria-selected:bg-sunken"
            >
              {option ? (
                <>
                  <span className="font-strong">{option.name}</span>
                  <span
                    className={option.isBlocked ? 'text-caption text-danger-text' : 'text-caption text-soft'}
                  >
                    {option.isBlocked ? words.blocked : option.about}
                  </span>
                </>
              ) : (
                <span>
                  {fill(words, isNumber(typed) ? 'newNumber' : 'newPerson', { name: typed.trim() })}
                </span>
              )}
            </div>
          ))}
        </div>
      </div>
      {isMissing && (
        <p id={`${list}-error`} className="text-danger-text text-note">
          {words.whoMissing}
        </p>
      )}
      <input type="hidden" name="customerId" value={chosen?.id ?? ''} />
      {!chosen && newcomers === 'taken' && (
        <FormText
          name="phone"
          type="tel"
          label={words.phone}
          autoComplete="off"
          value={phone}
          onChange={({ target }) => setPhone(target.value)}
        />
      )}
    </div>
  );
}

const isNumber = (typed: string) => /^[+\d][\d\s().-]{5,}$/.test(typed.trim());

const queryFor = (typed: string) => new URLSearchParams({ q: typed.trim(), page_size: String(MOST_SHOWN) });

function foundIn(row: unknown): Found[] {
  const [id, name] = [textAt(row, 'id'), textAt(row, 'name')];
  if (id === null || name === null) return [];
  const about = [textAt(row, 'category'), textAt(row, 'phone'), textAt(row, 'email')].filter(
    (part) => part !== null,
  );
  return [{ id, name, about: about.join(' · '), isBlocked: memberAt(row, 'blocked') === true }];
}
