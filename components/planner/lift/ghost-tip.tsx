'use client';

import { useLayoutEffect, useRef } from 'react';
import { formatMoney } from '@/lib/core/money';
import { spanOf } from '@/components/planner/desk/board-clock';
import { type BoardConfig, type DeskWords, fill } from '@/components/planner/desk/board-config';
import { refusalSentence } from '@/components/planner/desk/desk-api';
import type { LiftState } from './lift-state';
import { beside } from '@/components/planner/desk/place-beside';

type Props = { config: BoardConfig; words: DeskWords; state: LiftState };

/** What dropping a lifted item here would do: court and time, the difference in price, and why it may not fit. */
export function GhostTip({ config, words, state }: Props) {
  const tip = useRef<HTMLDivElement>(null);
  const { spot, item, holder, outlook, piece } = state;

  useLayoutEffect(() => {
    if (tip.current) beside(tip.current, piece.element);
  });

  const court = config.courts.find(({ id }) => id === spot.courtId)?.name ?? '';
  const money = (minor: number) => formatMoney(minor, config.currency, config.locale);
  const difference = outlook?.differenceMinor ?? 0;
  return (
    <div
      ref={tip}
      aria-hidden
      className="pointer-events-none fixed top-0 left-0 z-40 w-72 rounded-card border border-line bg-card px-4 py-3 text-note shadow-float"
    >
      <p className="flex items-baseline justify-between gap-3">
        <strong className="figures">
          {court} · {spanOf(config, spot)}
        </strong>
        {difference !== 0 && (
          <span className="figures rounded-sm bg-ink px-1.5 font-strong text-on-ink">
            {`${difference > 0 ? '+' : '−'}${money(Math.abs(difference))}`}
          </span>
        )}
      </p>
      {holder && <p className="text-danger-text">{fill(words, 'tipTaken', { name: holder.name })}</p>}
      {outlook?.refused && !holder && (
        <p className="text-danger-text">{refusalSentence(words, outlook.refused)}</p>
      )}
      {outlook && outlook.brokenRules.length > 0 && (
        <p className="text-held-text">
          {outlook.brokenRules.map((rule) => words[`rule_${rule}`] ?? rule).join(' · ')}
        </p>
      )}
      {difference !== 0 && (
        <p className="text-soft">
          <span>
            {fill(words, 'tipBefore', {
              before: money(item.priceMinor),
              after: money(item.priceMinor + difference),
            })}
          </span>
          {outlook?.asks && <span className="ml-1">{words.tipAsks}</span>}
        </p>
      )}
      <p className="mt-1 text-caption text-faint pointer-coarse:hidden">{words.tipKeys}</p>
    </div>
  );
}
