'use client';

import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { beside } from '@/components/planner/desk/place-beside';
import { ACT_KEYS, type ItemAct } from './item-acts';

/** What the menu stands beside: an element, or the place of a pointer. */
export type MenuAnchor = Pick<Element, 'getBoundingClientRect'>;

/** The place of a pointer, beside which a menu opens. */
export const pointOf = ({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): MenuAnchor => ({
  getBoundingClientRect: () => new DOMRect(clientX, clientY),
});

type Props = {
  name: string;
  acts: readonly ItemAct[];
  anchor: MenuAnchor;
  words: DeskWords;
  /** After the menu has closed and the focus is back. */
  choose: (act: ItemAct) => void;
  close: () => void;
};

/** What can be done with an item, each with its key. The browser closes it with Escape and with a click elsewhere. */
export function ItemMenu({ name, acts, anchor, words, choose, close }: Props) {
  const menu = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.showPopover();
    beside(element, anchor);
    element.querySelector('button')?.focus();
  }, [anchor]);

  const onKeyDown = (event: KeyboardEvent) => {
    // The letters of the board mean the item in focus there.
    if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    const next = {
      ArrowDown: buttons[at + 1] ?? buttons[0],
      ArrowUp: buttons[at - 1] ?? buttons.at(-1),
      Home: buttons[0],
      End: buttons.at(-1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={fill(words, 'menuOf', { name })}
      onToggle={({ newState }) => newState === 'closed' && close()}
      onKeyDown={onKeyDown}
      className="inset-auto top-0 left-0 m-0 w-72 rounded-card border border-line bg-card p-1 text-ink text-note shadow-float"
    >
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            menu.current?.hidePopover();
            choose(act);
          }}
          className="flex min-h-9 w-full items-center justify-between gap-3 rounded-sm px-3 text-left hover:bg-sunken focus-visible:bg-sunken max-md:min-h-11"
        >
          <span>{words[`menu_${act}`]}</span>
          {ACT_KEYS[act] && (
            <kbd aria-hidden className="font-sans text-caption text-faint max-md:hidden">
              {keyName(ACT_KEYS[act])}
            </kbd>
          )}
        </button>
      ))}
    </div>
  );
}

const keyName = (key: string): string =>
  key.length === 1 ? key.toUpperCase() : key === 'Delete' ? 'Del' : key;
