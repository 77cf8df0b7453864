'use client';

import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { type ItemAct, itemActs } from './item-acts';
import type { ActedItem } from './item-dom';
import { ItemMenu, type MenuAnchor } from './item-menu';
import type { MenuConfig } from './menu-config';

type Opened = { item: ActedItem; acts: readonly ItemAct[]; anchor: MenuAnchor };

type ItemMenuOf = {
  /** Opens the menu of an item, beside its element unless said. */
  open: (item: ActedItem, anchor?: MenuAnchor) => void;
  /** What fits an item now and may be done here. */
  actsOf: (item: ActedItem) => readonly ItemAct[];
  /** The open menu. */
  menu: ReactElement | null;
};

/**
 * The menu of acts of whichever item it is opened for. Nothing of it is drawn before.
 * @param mayLift whether items can be picked up here
 */
export function useItemMenu(
  config: MenuConfig,
  words: DeskWords,
  mayLift: boolean,
  run: (act: ItemAct, item: ActedItem) => void,
): ItemMenuOf {
  const [opened, setOpened] = useState<Opened | null>(null);
  const clock = useClock(config.now);

  const actsOf = ({ facts }: ActedItem) =>
    itemActs(facts, clock(), config.checkInFromMs).filter(
      (act) => config.acts.includes(act) && (act !== 'lift' || mayLift),
    );

  return {
    actsOf,
    open: (item, anchor = item.element) => setOpened({ item, acts: actsOf(item), anchor }),
    menu: opened && (
      <ItemMenu
        name={opened.item.name}
        acts={opened.acts}
        anchor={opened.anchor}
        words={words}
        choose={(act) => run(act, opened.item)}
        close={() => setOpened(null)}
      />
    ),
  };
}

/** The server's time, since the reader's clock may be wrong. */
function useClock(now: number): () => number {
  const begunMs = useRef(0);
  useEffect(() => {
    begunMs.current = performance.now() - now;
  }, [now]);
  return () => performance.now() - begunMs.current;
}
