import { useRouter } from 'next/navigation';
import { type RefObject, useLayoutEffect, useRef, useState, useTransition } from 'react';
import { type BoardConfig, type DeskWords, fill } from '@/components/planner/desk/board-config';
import { type BoardPiece, type PieceItem, trackPixels } from '@/components/planner/desk/board-dom';
import { type Refusal, refusalSentence } from '@/components/planner/desk/desk-api';
import { findHolder, findItem, gapsOf } from './find-pieces';
import { glowPlaces } from './glow-places';
import { type LiftedItem, liftItem } from './lift-dom';
import { type Holder, isSameSpot, type Spot } from './lift-rules';
import type { DropQuestion, Lifted, LiftState, LiftWay, PriceChoice } from './lift-state';
import { fasterColleague, namesOf, sentenceFor, takenSentence } from './lift-words';
import { askOutlook, askSwap, sendMove, sendSwap } from './move-api';
import { nearestFree } from './nearest-free';
import type { Status } from '@/components/planner/desk/use-status';

/** Items of the board in the hand of a key or a pointer. */
export type BoardLift = {
  state: LiftState | null;
  question: DropQuestion | null;
  /** Whether it lifted. What does not says why. */
  begin: (piece: BoardPiece, way: LiftWay) => boolean;
  to: (spot: Spot) => void;
  drop: () => void;
  giveUp: () => void;
  choosePrice: (price: PriceChoice) => void;
  swap: (price?: 'keep' | 'list') => void;
};

/** A place is asked for once the hand has rested on it. */
const REST_MS = 80;

export function useBoardLift(
  board: RefObject<HTMLElement | null>,
  config: BoardConfig,
  words: DeskWords,
  status: Status,
): BoardLift {
  const router = useRouter();
  const [state, showState] = useState<LiftState | null>(null);
  const [question, setQuestion] = useState<DropQuestion | null>(null);
  const [isSending, setSending] = useState(false);
  const [isReading, startReading] = useTransition();
  // Pointers move faster than React renders, so what is done next is judged by this.
  const held = useRef<LiftState | null>(null);
  const drawn = useRef<LiftedItem | null>(null);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The item stays drawn where it was dropped until the server has drawn it there.
  useLayoutEffect(() => {
    if (isSending || isReading || state || question) return;
    drawn.current?.settle();
    drawn.current = null;
  }, [isSending, isReading, state, question]);

  const setState = (next: LiftState | null) => {
    held.current = next;
    showState(next);
  };

  const readAnew = () => startReading(() => router.refresh());

  const putBack = () => {
    clearTimeout(asking.current);
    drawn.current?.end(false);
    drawn.current = null;
    setState(null);
    setQuestion(null);
  };

  function begin(piece: BoardPiece, way: LiftWay): boolean {
    const { item, courtId, at, len } = piece;
    if (!board.current || !item || held.current || isSending || isReading) return false;
    if (item.fixed !== null) {
      status.complain({ text: fill(words, `fixed_${item.fixed}`, { name: item.name }) });
      return false;
    }
    if (!navigator.onLine) {
      status.complain({ text: words.refused_offline ?? '' });
      return false;
    }
    status.complain(null);
    drawn.current = liftItem(board.current, piece, trackPixels(board.current, config.tracks));
    const from = { courtId, at, len };
    setState({ piece, item, way, from, spot: from, holder: null, outlook: null });
    status.say(fill(words, 'lifted', { name: item.name }));
    return true;
  }

  function to(spot: Spot) {
    const state = held.current;
    if (!state || !board.current || isSameSpot(spot, state.spot)) return;
    const next: LiftState = {
      ...state,
      spot,
      holder: findHolder(board.current, state.item, spot),
      outlook: null,
    };
    drawn.current?.show(spot);
    state.piece.element.dataset.fit = next.holder ? 'taken' : 'free';
    setState(next);
    status.say(sentenceFor(config, words, next));
    clearTimeout(asking.current);
    if (next.holder || isSameSpot(spot, next.from)) return;
    asking.current = setTimeout(async () => {
      const outlook = await askOutlook(config, next);
      const now = held.current;
      if (now && isSameSpot(now.spot, spot)) setState({ ...now, outlook });
      if (outlook.brokenRules.length > 0) next.piece.element.dataset.fit = 'but';
    }, REST_MS);
  }

  async function drop() {
    const state = held.current;
    if (!state) return;
    clearTimeout(asking.current);
    if (isSameSpot(state.spot, state.from)) return putBack();
    const { outlook: known, ...lifted } = state;
    if (state.holder) return askForSwap(lifted, state.holder);
    drawn.current?.end(true);
    setSending(true);
    setState(null);
    const outlook = known ?? (await askOutlook(config, lifted));
    if (outlook.refused) refuse(outlook.refused, lifted, (item) => move({ ...lifted, item }));
    else if (outlook.asks) setQuestion({ kind: 'price', lifted, differenceMinor: outlook.differenceMinor });
    else await move(lifted);
    setSending(false);
  }

  async function askForSwap(lifted: Lifted, holder: Holder) {
    const other = board.current && findItem(board.current, holder.id);
    if (!other?.item || other.item.fixed !== null || lifted.way !== 'move') {
      putBack();
      return refuseTaken(lifted.spot, holder);
    }
    setSending(true);
    setState(null);
    const asked = await askSwap(config, lifted.item, other.item);
    if ('refused' in asked) refuse(asked.refused, lifted);
    else {
      const listMinor = config.movePrice === 'ask' ? asked : null;
      setQuestion({ kind: 'swap', lifted, other: { ...other, item: other.item }, listMinor });
    }
    setSending(false);
  }

  /** Nothing moves, and the nearest places that are free say so for a moment. */
  function refuseTaken(spot: Spot, holder: Holder) {
    const courtIds = config.courts.map(({ id }) => id);
    const places = board.current ? nearestFree(spot, gapsOf(board.current), courtIds, config) : [];
    if (board.current) glowPlaces(board.current, places);
    status.complain({ text: takenSentence(config, words, holder.name, places) });
  }

  async function move(lifted: Lifted, price?: PriceChoice) {
    const answer = await sendMove(config, lifted, price && { price });
    if (answer.ok) done(lifted);
    else refuse(answer, lifted, (item) => move({ ...lifted, item }, price));
  }

  function done({ item, spot }: Lifted) {
    status.say(fill(words, 'moved', { name: item.name, ...namesOf(config, spot) }));
    readAnew();
  }

  /** A colleague was faster, which one may overrule, or the club refuses. */
  function refuse(refusal: Refusal, { item }: Lifted, again?: (item: PieceItem) => void) {
    putBack();
    readAnew();
    const faster = again && fasterColleague(refusal);
    if (!faster) return status.complain({ text: refusalSentence(words, refusal) });
    status.complain({
      text: fill(words, 'changedBy', { name: faster.name, item: item.name }),
      retry: { label: words.mine ?? '', run: () => again({ ...item, revision: faster.revision }) },
    });
  }

  async function swap(price?: 'keep' | 'list') {
    if (question?.kind !== 'swap') return;
    const { lifted, other } = question;
    drawn.current?.end(true);
    setSending(true);
    setQuestion(null);
    const answer = await sendSwap(lifted.item, other.item, price && { price });
    if (answer.ok) done(lifted);
    else refuse(answer, lifted);
    setSending(false);
  }

  const choosePrice = async (price: PriceChoice) => {
    if (question?.kind !== 'price') return;
    setSending(true);
    setQuestion(null);
    await move(question.lifted, price);
    setSending(false);
  };

  const giveUp = () => {
    if (held.current || question) status.say(words.givenUp ?? '');
    putBack();
  };

  return { state, question, begin, to, drop, giveUp, choosePrice, swap };
}
