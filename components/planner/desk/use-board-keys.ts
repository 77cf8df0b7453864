import { type RefObject, useEffect, useEffectEvent } from 'react';
import { keyAlong } from './board-axis';
import type { BoardConfig } from './board-config';
import type { BoardPiece } from './board-dom';
import { focusedPiece, focusPiece, pieceBeside } from './board-focus';
import { snapLen, snapStart, type Spot } from '@/components/planner/lift/lift-rules';
import type { LiftState } from '@/components/planner/lift/lift-state';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';
import type { BoardLift } from '@/components/planner/lift/use-board-lift';
import type { ItemAct } from '@/components/planner/menu/item-acts';
import { actedItem } from '@/components/planner/menu/item-dom';
import type { useItemActs } from '@/components/planner/menu/use-item-acts';

/**
 * The keys of the board (`club.md` §5.3). Single letters are off while somebody types, and with the switch in the list
 * of keys.
 */
export function useBoardKeys(
  board: RefObject<HTMLElement | null>,
  config: BoardConfig,
  lift: BoardLift,
  run: ReturnType<typeof useItemActs>,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!board.current || event.defaultPrevented || isTyping(event.target)) return;
    if (event.ctrlKey || event.metaKey) return;
    if (!isDrawn(board.current)) return;
    const handled = lift.state
      ? whileLifted(lift.state, event)
      : onPiece(board.current, focusedPiece(board.current), event);
    if (handled) event.preventDefault();
  });

  /** Arrows move what is picked up by the club's step, or by five minutes. */
  function whileLifted(state: LiftState, event: KeyboardEvent): boolean {
    const spot = board.current && nudged(state, event, keyAlong(board.current, event.key), config);
    if (spot) lift.to(spot);
    else if (event.key === 'Enter' || event.key === 'm') lift.drop();
    else if (event.key === 'Escape') lift.giveUp();
    else return false;
    return true;
  }

  function onPiece(element: HTMLElement, piece: BoardPiece | null, event: KeyboardEvent): boolean {
    if (!piece) return false;
    const next = pieceBeside(element, piece, event.key);
    if (next) {
      focusPiece(element, next);
      return true;
    }
    const item = actedItem(piece.element);
    if (!item || event.altKey || !areLettersOn()) return false;
    if (event.key === 'm') return lift.begin(piece, 'move');
    const act = event.key === 'l' && item.facts.isLocked ? 'unlock' : ACTS[event.key];
    if (act) run(act, item);
    return act !== undefined;
  }

  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const ACTS: Readonly<Record<string, Exclude<ItemAct, 'lift'>>> = {
  c: 'check_in',
  x: 'no_show',
  l: 'lock',
  p: 'take',
  e: 'edit',
  Delete: 'cancel',
};

/** A phone shows the list in place of the board, and letters act on nothing that is not seen. */
const isDrawn = (board: HTMLElement): boolean => board.getClientRects().length > 0;

/** Where an arrow key takes what is picked up. Null for other keys. */
function nudged(
  { spot, item, way }: LiftState,
  event: KeyboardEvent,
  key: string,
  config: BoardConfig,
): Spot | null {
  const step = event.altKey ? 1 : config.step;
  const by = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (by !== undefined) {
    if (event.shiftKey || way === 'end')
      return {
        ...spot,
        len: snapLen(spot.at + spot.len + by * step, spot.at, config, event.altKey, item.isSold),
      };
    return { ...spot, at: snapStart(spot.at + by * step, spot.len, config, event.altKey) };
  }
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  if (across === undefined) return null;
  const index = config.courts.findIndex(({ id }) => id === spot.courtId);
  const court = config.courts[index + across];
  return court ? { ...spot, courtId: court.id } : spot;
}
