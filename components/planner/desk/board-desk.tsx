'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useRef } from 'react';
import { wallAt } from './board-clock';
import type { BoardConfig, DeskWords } from './board-config';
import { pieceOf, trackPixels } from './board-dom';
import { BoardStatus } from './board-status';
import { startUnder } from './gap-start';
import { GhostTip } from './ghost-tip';
import { MoveQuestion } from './move-question';
import { useBoardKeys } from './use-board-keys';
import { useBoardLift } from './use-board-lift';
import { useBoardPointer } from './use-board-pointer';
import { useGapMark } from './use-gap-mark';
import { useNowLine } from './use-now-line';
import { useOneStop } from './use-one-stop';
import { useStatus } from './use-status';

type Props = { config: BoardConfig; words: DeskWords; className: string; children: ReactNode };

/**
 * What the board does beside showing: one Tab stop with arrow keys, acts by letters, and items that are picked up by
 * key, mouse or finger. Its items are drawn by the server and work as links without it.
 */
export function BoardDesk({ config, words, className, children }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const status = useStatus();
  const lift = useBoardLift(board, config, words, status);
  useOneStop(board);
  useGapMark(board, config);
  useNowLine(board, config);
  useBoardKeys(board, config, words, lift, status);
  const pointer = useBoardPointer(board, config, lift);

  /** A gap is booked from the step under the pointer, and by key from its start. */
  const open = (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    router.push(hrefOf(link, event), { scroll: false });
  };

  const hrefOf = (link: HTMLAnchorElement, { clientY, detail }: MouseEvent): Route => {
    const url = new URL(link.href);
    const piece = pieceOf(link);
    if (board.current && piece && !piece.item && detail > 0) {
      const at = startUnder(config, piece, clientY, trackPixels(board.current, config.tracks));
      url.searchParams.set('new', `${piece.courtId}T${wallAt(config, at).time}`);
    }
    return (url.pathname + url.search) as Route;
  };

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what happens on its links is handled here at once */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a key on a link is a click */}
      <div ref={board} data-size={config.size} className={className} onClick={open} {...pointer}>
        {children}
      </div>
      {lift.state && <GhostTip config={config} words={words} state={lift.state} />}
      {lift.question && <MoveQuestion config={config} words={words} question={lift.question} lift={lift} />}
      <BoardStatus status={status} words={words} />
    </>
  );
}
