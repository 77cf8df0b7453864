'use client';

import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { BoardStatus } from '@/components/planner/desk/board-status';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { useStatus } from '@/components/planner/desk/use-status';
import { areLettersOn } from '@/components/shared/single-letters';
import { ACT_KEYS } from './item-acts';
import { actedItem } from './item-dom';
import type { MenuConfig } from './menu-config';
import { pointOf } from './item-menu';
import { useItemActs } from './use-item-acts';
import { useItemMenu } from './use-item-menu';

type Props = { config: MenuConfig; words: DeskWords; className: string; children: ReactNode };

/** What the rows of a list do beside leading somewhere: their menus, and acts by letters where the focus is. */
export function ListDesk({ config, words, className, children }: Props) {
  const status = useStatus();
  const run = useItemActs(config, words, status);
  const { open, actsOf, menu } = useItemMenu(config, words, false, (act, item) => {
    if (act !== 'lift') run(act, item);
  });

  const press = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('[data-menu]') : null;
    const item = actedItem(button);
    if (button && item) open(item, button);
  };

  const openAt = (event: MouseEvent) => {
    const item = actedItem(event.target);
    if (!item) return;
    event.preventDefault();
    open(item, pointOf(event));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const item = actedItem(event.target);
    if (!item || event.ctrlKey || event.metaKey || event.altKey || !areLettersOn()) return;
    // Nothing is lifted in a list, so its letter opens the form that moves.
    const act = actsOf(item).find((one) => (one === 'move' ? 'm' : ACT_KEYS[one]) === event.key);
    if (act === undefined || act === 'open' || act === 'lift') return;
    event.preventDefault();
    run(act, item);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens on its buttons is handled here at once */}
      <div className={className} onClick={press} onContextMenu={openAt} onKeyDown={onKeyDown}>
        {children}
      </div>
      {menu}
      <BoardStatus status={status} words={words} />
    </>
  );
}
