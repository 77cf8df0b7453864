'use client';

import { useEffect, useState } from 'react';
import type { Locale } from '@/lib/core/context';
import { formatMoney, parseDecimal } from '@/lib/core/money';
import type { DeskWords } from '@/components/planner/desk/board-config';
import { type ApiAnswer, askApi, listAt, memberAt, textAt } from '@/components/planner/desk/desk-api';
import type { QuickSlot } from './quick-slot';

type Props = {
  clubId: number;
  currency: string;
  locale: Locale;
  slot: Pick<QuickSlot, 'courtId' | 'date' | 'time' | 'minutes'>;
  customerId: string | null;
  /** What the chosen extras cost. */
  extrasMinor: number;
  isSold: boolean;
  words: DeskWords;
};

/** What a place costs for whoever is chosen, which rule says so, and which rules of the club it breaks. */
export function QuickPrice({
  clubId,
  currency,
  locale,
  slot,
  customerId,
  extrasMinor,
  isSold,
  words,
}: Props) {
  const [answer, setAnswer] = useState<ApiAnswer | null>(null);
  const { courtId, date, time, minutes } = slot;

  useEffect(() => {
    if (!isSold) return;
    let isLatest = true;
    const wanted = {
      court_id: courtId,
      date,
      start_time: time,
      duration: minutes,
      ...(customerId !== null && { customer_id: customerId }),
    };
    askApi('POST', `clubs/${clubId}/quote`, wanted).then((quoted) => {
      if (isLatest) setAnswer(quoted);
    });
    return () => {
      isLatest = false;
    };
  }, [clubId, courtId, date, time, minutes, customerId, isSold]);

  if (!answer?.ok) return null;
  const amount = textAt(answer.body, 'price', 'amount');
  const priceMinor = amount === null ? null : parseDecimal(amount, currency);
  const rules = listAt(answer.body, 'price_breakdown').map((line) => textAt(line, 'rule', locale));
  const isTaken = memberAt(answer.body, 'taken_by') !== undefined;
  const broken = listAt(answer.body, 'broken_rules').map((rule) => words[`rule_${rule}`] ?? String(rule));
  return (
    <div role="status" className="grid gap-0.5">
      {priceMinor !== null && (
        <p className="flex flex-wrap items-baseline gap-2">
          <span className="sr-only">{words.price} </span>
          <strong className="figures text-title">
            {formatMoney(priceMinor + extrasMinor, currency, locale)}
          </strong>
          <span className="text-note text-soft">{[...new Set(rules)].join(' · ')}</span>
        </p>
      )}
      {isTaken && <p className="text-danger-text text-note">{words.placeTaken}</p>}
      {broken.length > 0 && <p className="text-held-text text-note">{broken.join(' · ')}</p>}
    </div>
  );
}
