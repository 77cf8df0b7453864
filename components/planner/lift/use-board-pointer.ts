import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { isTape } from '@/components/planner/desk/board-axis';
import type { BoardConfig } from '@/components/planner/desk/board-config';
import {
  type BoardPiece,
  courtsOf,
  pieceOf,
  trackPixels,
  trackUnder,
} from '@/components/planner/desk/board-dom';
import { scrollBy } from './lift-dom';
import { snapLen, snapStart, type Spot } from './lift-rules';
import type { LiftWay } from './lift-state';
import type { BoardLift } from './use-board-lift';

/** A mouse lifts after four pixels, a finger after it has rested, so that scrolling never moves anything. */
const MOUSE_SLACK_PX = 4;
const FINGER_SLACK_PX = 8;
const FINGER_REST_MS = 300;

/** A pointer that is down on an item, before and while it is lifted. */
type Grab = {
  piece: BoardPiece;
  pointerId: number;
  way: LiftWay;
  x: number;
  y: number;
  /** How far into the item it took hold, in tracks. */
  hold: number;
  rest: ReturnType<typeof setTimeout> | undefined;
  isLifted: boolean;
};

/** Drags items by mouse, pen and finger. Nothing is rendered while the pointer moves within a step. */
export function useBoardPointer(board: RefObject<HTMLElement | null>, config: BoardConfig, lift: BoardLift) {
  const grab = useRef<Grab | null>(null);
  const wasDragged = useRef(false);
  const scrolling = useRef(0);

  const letGo = () => {
    clearTimeout(grab.current?.rest);
    cancelAnimationFrame(scrolling.current);
    grab.current = null;
  };

  const pickUp = (held: Grab) => {
    if (!lift.begin(held.piece, held.way)) return letGo();
    held.isLifted = true;
    wasDragged.current = true;
    board.current?.setPointerCapture(held.pointerId);
  };

  const follow = (held: Grab, x: number, y: number, isFine: boolean) => {
    const spot = board.current && spotUnder(board.current, config, held, x, y, isFine);
    if (spot) lift.to(spot);
  };

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    if (grab.current) {
      // A second finger gives up.
      if (grab.current.isLifted) lift.giveUp();
      return letGo();
    }
    wasDragged.current = false;
    const piece = pieceOf(event.target);
    if (!board.current || !piece?.item || event.button !== 0 || !config.mayMove || lift.question) return;
    const { clientX: x, clientY: y, pointerId, pointerType } = event;
    const court = piece.element.closest('[data-court]');
    const pixels = trackPixels(board.current, config.tracks);
    const hold = court ? trackUnder(court, event, pixels) - piece.at : 0;
    const held: Grab = {
      piece,
      pointerId,
      way: wayOf(event.target),
      x,
      y,
      hold,
      rest: undefined,
      isLifted: false,
    };
    if (pointerType !== 'mouse') {
      held.rest = setTimeout(() => {
        pickUp(held);
        navigator.vibrate?.(20);
      }, FINGER_REST_MS);
    }
    grab.current = held;
  }

  function onPointerMove(event: PointerEvent<HTMLElement>) {
    const held = grab.current;
    if (held?.pointerId !== event.pointerId) return;
    const gone = Math.hypot(event.clientX - held.x, event.clientY - held.y);
    if (!held.isLifted) {
      if (event.pointerType === 'mouse') {
        if (gone < MOUSE_SLACK_PX) return;
        pickUp(held);
      } else if (gone > FINGER_SLACK_PX) letGo();
      return;
    }
    follow(held, event.clientX, event.clientY, event.altKey);
    scrollAlong(held, event.clientX, event.clientY, event.altKey);
  }

  /** Scrolls on while the pointer rests at an edge. */
  function scrollAlong(held: Grab, x: number, y: number, isFine: boolean): void {
    cancelAnimationFrame(scrolling.current);
    const step = () => {
      const by = board.current && scrollBy(board.current, x, y);
      if (!by || (by.left === 0 && by.top === 0) || grab.current !== held) return;
      board.current?.scrollBy(by);
      follow(held, x, y, isFine);
      scrolling.current = requestAnimationFrame(step);
    };
    scrolling.current = requestAnimationFrame(step);
  }

  function onPointerUp(): void {
    const isLifted = grab.current?.isLifted;
    letGo();
    if (isLifted) lift.drop();
  }

  function onPointerCancel(): void {
    if (grab.current?.isLifted) lift.giveUp();
    letGo();
  }

  // A finger scrolls the board unless it holds an item, which only a listener that is not passive can say.
  useEffect(() => {
    const element = board.current;
    const hold = (event: TouchEvent) => {
      if (grab.current?.isLifted) event.preventDefault();
    };
    element?.addEventListener('touchmove', hold, { passive: false });
    return () => element?.removeEventListener('touchmove', hold);
  }, [board]);

  /** The click that ends a drag opens nothing. */
  const onClickCapture = (event: { preventDefault: () => void; stopPropagation: () => void }) => {
    if (!wasDragged.current) return;
    wasDragged.current = false;
    event.preventDefault();
    event.stopPropagation();
  };

  const onContextMenu = (event: { preventDefault: () => void }) => {
    if (grab.current) event.preventDefault();
  };

  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onClickCapture, onContextMenu };
}

function wayOf(target: EventTarget): LiftWay {
  const grip = target instanceof Element ? target.closest('.board-grip') : null;
  if (!grip) return 'move';
  return grip.classList.contains('is-top') ? 'start' : 'end';
}

function spotUnder(
  board: HTMLElement,
  config: BoardConfig,
  { piece, way, hold }: Grab,
  x: number,
  y: number,
  isFine: boolean,
): Spot | null {
  const courts = courtsOf(board);
  const home = piece.element.closest<HTMLElement>('[data-court]');
  if (!home) return null;
  const pixels = trackPixels(board, config.tracks);
  const track = trackUnder(home, { clientX: x, clientY: y }, pixels);
  const { courtId, at, len, item } = piece;
  if (way === 'end') return { courtId, at, len: snapLen(track, at, config, isFine, item?.isSold ?? true) };
  if (way === 'start') {
    const start = Math.min(snapStart(track, 1, config, isFine), at + len - config.step);
    return { courtId, at: start, len: at + len - start };
  }
  const over = courts.find((court) => {
    const { left, right, top, bottom } = court.getBoundingClientRect();
    return isTape(board) ? top <= y && y < bottom : left <= x && x < right;
  });
  return {
    courtId: Number(over?.dataset.court ?? courtId),
    at: snapStart(track - hold, len, config, isFine),
    len,
  };
}
