import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { type RefObject, useEffect, useEffectEvent } from 'react';
import { keyAlong } from './board-axis';
import { type BoardConfig, type DeskWords, fill } from './board-config';
import { type BoardPiece, linkOf } from './board-dom';
import { focusedPiece, focusPiece, pieceBeside } from './board-focus';
import { askApi, refusalKey } from './desk-api';
import { snapLen, snapStart, type Spot } from '@/components/planner/lift/lift-rules';
import type { LiftState } from '@/components/planner/lift/lift-state';
import { areLettersOn, isTyping } from '@/components/shared/single-letters';
import type { BoardLift } from '@/components/planner/lift/use-board-lift';
import type { Status } from './use-status';

/**
 * The keys of the board (`club.md` §5.3). Single letters are off while somebody types, and with the switch in the list
 * of keys.
 */
export function useBoardKeys(
  board: RefObject<HTMLElement | null>,
  config: BoardConfig,
  words: DeskWords,
  lift: BoardLift,
  status: Status,
): void {
  const router = useRouter();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!board.current || event.defaultPrevented || isTyping(event.target)) return;
    if (event.ctrlKey || event.metaKey) return undoKey(event);
    if (!isDrawn(board.current)) return;
    const handled = lift.state
      ? whileLifted(lift.state, event)
      : onPiece(board.current, focusedPiece(board.current), event) || anywhere(event);
    if (handled) event.preventDefault();
  });

  const undoKey = (event: KeyboardEvent) => {
    if (event.key === 'z' && follow('z')) event.preventDefault();
  };

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
    if (!piece.item || event.altKey || !areLettersOn()) return false;
    switch (event.key) {
      case 'm':
        return lift.begin(piece, 'move');
      case 'c':
        return act(piece, 'check-in');
      case 'x':
        return act(piece, 'no-show');
      case 'l':
        return act(piece, null);
      case 'p':
        return openPanel(piece, 'take');
      case 'e':
        return openPanel(piece, 'details');
      case 'Delete':
        return openPanel(piece, 'cancel');
      default:
        return false;
    }
  }

  /** The part of the panel is named after the `#`. */
  const openPanel = (piece: BoardPiece, part: 'take' | 'details' | 'cancel') => {
    const href = linkOf(piece)?.getAttribute('href');
    if (href) router.push(`${href}#${part}` as Route, { scroll: false });
    return href !== undefined;
  };

  function act({ item }: BoardPiece, name: 'check-in' | 'no-show' | null): boolean {
    if (!item) return false;
    const { id, revision } = item;
    const asked =
      name === null
        ? askApi('PATCH', `reservations/${id}`, { revision, locked: item.fixed !== 'locked' })
        : askApi('POST', `reservations/${id}/${name}`, { revision });
    asked.then((answer) => {
      router.refresh();
      if (answer.ok) return status.say(fill(words, `done_${name ?? 'lock'}`, { name: item.name }));
      status.complain({ text: words[refusalKey(answer)] ?? words.refused_internal ?? '' });
    });
    return true;
  }

  /** Another day, another view, a new booking. */
  function anywhere(event: KeyboardEvent): boolean {
    if (event.altKey || !areLettersOn()) return false;
    // The tape is the one letter with Shift.
    return follow(event.key === 'T' ? 'T' : event.key.toLowerCase());
  }

  /** A key leads where its link or button in the page's bar does. */
  function follow(key: string): boolean {
    const target = document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
    target?.click();
    return target !== null;
  }

  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

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
