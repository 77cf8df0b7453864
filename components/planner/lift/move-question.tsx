'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { formatMoney } from '@/lib/core/money';
import { type BoardConfig, type DeskWords, fill } from '@/components/planner/desk/board-config';
import type { DropQuestion } from './lift-state';
import { beside } from '@/components/planner/desk/place-beside';
import type { BoardLift } from './use-board-lift';

type Props = { config: BoardConfig; words: DeskWords; question: DropQuestion; lift: BoardLift };

/** Asks where an item was dropped what shall become of its price, or whether two items change places. */
export function MoveQuestion({ config, words, question, lift }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { piece, item } = question.lifted;

  useLayoutEffect(() => {
    if (box.current) beside(box.current, piece.element);
  });

  useEffect(() => {
    box.current?.querySelector('button')?.focus();
    return () => piece.element.querySelector('a')?.focus();
  }, [piece.element]);

  const money = (minor: number) => formatMoney(Math.abs(minor), config.currency, config.locale);
  return (
    <div
      ref={box}
      role="dialog"
      aria-labelledby="move-question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') lift.giveUp();
      }}
      className="fixed top-0 left-0 z-40 grid w-80 gap-2 rounded-card border border-line bg-card p-4 shadow-float"
    >
      {question.kind === 'price' ? (
        <>
          <p id="move-question" className="mb-1">
            {fill(words, question.differenceMinor > 0 ? 'askDearer' : 'askCheaper', {
              name: item.name,
              before: money(item.priceMinor),
              after: money(item.priceMinor + question.differenceMinor),
            })}
          </p>
          <Button look="secondary" onClick={() => lift.choosePrice('keep')}>
            {fill(words, 'keepPrice', { price: money(item.priceMinor) })}
          </Button>
          <Button onClick={() => lift.choosePrice('list')}>
            {fill(words, question.differenceMinor > 0 ? 'chargeMore' : 'giveBack', {
              price: money(item.priceMinor + question.differenceMinor),
              difference: money(question.differenceMinor),
            })}
          </Button>
          {question.differenceMinor > 0 && (
            <Button look="secondary" onClick={() => lift.choosePrice('link')}>
              {fill(words, 'chargeByLink', { difference: money(question.differenceMinor) })}
            </Button>
          )}
        </>
      ) : (
        <SwapQuestion words={words} question={question} money={money} swap={lift.swap} />
      )}
      <Button look="quiet" onClick={lift.giveUp}>
        {words.giveUp}
      </Button>
    </div>
  );
}

type SwapProps = {
  words: DeskWords;
  question: Extract<DropQuestion, { kind: 'swap' }>;
  money: (minor: number) => string;
  swap: BoardLift['swap'];
};

/** Names both prices where one of them changes, and asks which shall hold. */
function SwapQuestion({ words, question: { lifted, other, listMinor }, money, swap }: SwapProps) {
  const pairs = [
    { item: lifted.item, minor: listMinor?.lifted ?? lifted.item.priceMinor },
    { item: other.item, minor: listMinor?.other ?? other.item.priceMinor },
  ];
  const changed = pairs.filter(({ item, minor }) => minor !== item.priceMinor);
  return (
    <>
      <p id="move-question" className="mb-1">
        {fill(words, 'askSwap', { name: lifted.item.name, other: other.item.name })}
      </p>
      {changed.map(({ item, minor }) => (
        <p key={item.id} className="figures text-soft">
          {fill(words, 'swapPrice', { name: item.name, before: money(item.priceMinor), after: money(minor) })}
        </p>
      ))}
      {changed.length === 0 ? (
        <Button onClick={() => swap()}>{words.swap}</Button>
      ) : (
        <>
          <Button look="secondary" onClick={() => swap('keep')}>
            {words.swapKeep}
          </Button>
          <Button onClick={() => swap('list')}>{words.swapList}</Button>
        </>
      )}
    </>
  );
}
