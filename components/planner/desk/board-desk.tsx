'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { useTellHand } from '@/components/planner/live/use-tell-hand';
import { wallAt } from './board-clock';
import type { BoardConfig, DeskWords } from './board-config';
import { pieceOf, trackPixels } from './board-dom';
import { BoardStatus } from './board-status';
import { startUnder } from './gap-start';
import { GhostTip } from '@/components/planner/lift/ghost-tip';
import { ActsButton } from '@/components/planner/menu/acts-button';
import { actedItem } from '@/components/planner/menu/item-dom';
import { pointOf } from '@/components/planner/menu/item-menu';
import type { MenuConfig } from '@/components/planner/menu/menu-config';
import { useItemActs } from '@/components/planner/menu/use-item-acts';
import { useItemMenu } from '@/components/planner/menu/use-item-menu';
import { MoveQuestion } from '@/components/planner/lift/move-question';
import { useBoardKeys } from './use-board-keys';
import { useBoardLift } from '@/components/planner/lift/use-board-lift';
import { useBoardPointer } from '@/components/planner/lift/use-board-pointer';
import { useGapMark } from './use-gap-mark';
import { useLateMarks } from './use-late-marks';
import { useNowLine } from './use-now-line';
import { useOpenAtNow } from './use-open-at-now';
import { useOneStop } from './use-one-stop';
import { useStatus } from './use-status';

type Props = {
  config: BoardConfig;
  menuConfig: MenuConfig;
  words: DeskWords;
  className: string;
  children: ReactNode;
};

/**
 * What the board does beside showing: one Tab stop with arrow keys, acts by letters, and items that are picked up by
 * key, mouse or finger. Its items are drawn by the server and work as links without it.
 */
export function BoardDesk({ config, menuConfig, words, className, children }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const status = useStatus();
  const lift = useBoardLift(board, config, words, status);
  useTellHand(lift.state?.item.id ?? lift.question?.lifted.item.id ?? null);
  useOneStop(board);
  useGapMark(board, config);
  useNowLine(board, config);
  useLateMarks(board, config);
  useOpenAtNow(board, config);
  const run = useItemActs(menuConfig, words, status);
  useBoardKeys(board, config, lift, run);
  const pointer = useBoardPointer(board, config, lift);
  const menu = useItemMenu(menuConfig, words, config.mayMove, (act, item) => {
    if (act !== 'lift') return run(act, item);
    const piece = pieceOf(item.element);
    if (piece) lift.begin(piece, 'move');
  });

  const openMenu = (event: MouseEvent) => {
    pointer.onContextMenu(event);
    const item = actedItem(event.target);
    if (!item || event.defaultPrevented) return;
    event.preventDefault();
    menu.open(item, pointOf(event));
  };

  /**
   * A gap is booked from the step under the pointer, and by key from its start. With Ctrl or ⌘ gaps of other courts
   * are marked first, to be booked with it.
   */
  const open = (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.shiftKey) return;
    const isMarking = event.ctrlKey || event.metaKey;
    if (isMarking && pieceOf(link)?.item) return;
    event.preventDefault();
    if (isMarking) link.classList.toggle('is-marked');
    else router.push(hrefOf(link, event), { scroll: false });
  };

  const hrefOf = (link: HTMLAnchorElement, event: MouseEvent): Route => {
    const url = new URL(link.href);
    const piece = pieceOf(link);
    if (board.current && piece && !piece.item && event.detail > 0) {
      const at = startUnder(config, piece, event, trackPixels(board.current, config.tracks));
      url.searchParams.set('new', `${piece.courtId}T${wallAt(config, at).time}`);
      const also = markedCourts(board.current).filter((id) => id !== piece.courtId);
      if (also.length > 0) url.searchParams.set('also', also.join(','));
    }
    return (url.pathname + url.search) as Route;
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens on its links is handled here at once */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a link is a click */}
      <div
        ref={board}
        data-size={config.size}
        data-way={config.way}
        className={className}
        onClick={open}
        {...pointer}
        onContextMenu={openMenu}
      >
        {children}
        <ActsButton board={board} words={words} open={menu.open} />
      </div>
      {menu.menu}
      {lift.state && <GhostTip config={config} words={words} state={lift.state} />}
      {lift.question && <MoveQuestion config={config} words={words} question={lift.question} lift={lift} />}
      <BoardStatus status={status} words={words} />
    </>
  );
}

/** The courts whose gaps were marked to be booked together. The marks end with it. */
function markedCourts(board: HTMLElement): number[] {
  const marked = [...board.querySelectorAll('.is-marked')];
  for (const link of marked) link.classList.remove('is-marked');
  return marked.flatMap((link) => pieceOf(link)?.courtId ?? []);
}
