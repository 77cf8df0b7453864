'use client';

import { Ellipsis } from 'lucide-react';
import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { linkOf, pieceOf } from '@/components/planner/desk/board-dom';
import { type ActedItem, actedItem } from './item-dom';
import type { MenuAnchor } from './item-menu';

type Props = {
  board: RefObject<HTMLElement | null>;
  words: DeskWords;
  open: (item: ActedItem, anchor: MenuAnchor) => void;
};

const SIZE_PX = 24;
const INSET_PX = 2;

/** One button for the whole board, on the item under the mouse or in focus. It is the next stop of the Tab key. */
export function ActsButton({ board, words, open }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const item = useRef<ActedItem | null>(null);

  const show = useEffectEvent((next: ActedItem | null) => {
    const [element, floating] = [board.current, button.current];
    if (!element || !floating) return;
    item.current = next;
    floating.hidden = next === null;
    if (next === null) return;
    floating.ariaLabel = fill(words, 'menuOf', { name: next.name });
    const at = next.element.getBoundingClientRect();
    const from = element.getBoundingClientRect();
    const x = at.right - from.left + element.scrollLeft - SIZE_PX - INSET_PX;
    const y = at.top - from.top + element.scrollTop + Math.min(INSET_PX, (at.height - SIZE_PX) / 2);
    floating.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  });

  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const inFocus = () =>
      element.contains(document.activeElement) ? actedItem(document.activeElement) : null;
    const isOwn = (target: EventTarget | null) => target instanceof Node && button.current?.contains(target);
    const over = ({ pointerType, target }: PointerEvent) => {
      if (pointerType === 'mouse' && !isOwn(target)) show(actedItem(target) ?? inFocus());
    };
    const leave = () => {
      if (document.activeElement !== button.current) show(inFocus());
    };
    const focus = ({ target }: FocusEvent) => {
      if (!isOwn(target)) show(actedItem(target));
    };
    const blur = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) show(null);
    };
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusin', focus);
    element.addEventListener('focusout', blur);
    return () => {
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusin', focus);
      element.removeEventListener('focusout', blur);
    };
  }, [board]);

  // What the server has drawn anew may stand elsewhere.
  useEffect(() => {
    const shown = item.current;
    if (shown) show(shown.element.isConnected ? actedItem(shown.element) : null);
  });

  const press = () => {
    const pressed = item.current;
    if (!pressed || !button.current) return;
    // The menu gives the focus back to the item, from where the keys go on.
    const piece = pieceOf(pressed.element);
    const at = button.current.getBoundingClientRect();
    if (piece) linkOf(piece)?.focus();
    open(pressed, { getBoundingClientRect: () => at });
  };

  return (
    <button ref={button} type="button" hidden aria-haspopup="menu" onClick={press} className="board-acts">
      <Ellipsis aria-hidden className="size-4" />
    </button>
  );
}
