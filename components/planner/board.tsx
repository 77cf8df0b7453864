'use client';

import { useState } from 'react';
import './board.css';
import { BoardCourt } from './board-court';
import type { ViewWords } from './board-words';
import type { BoardView } from './view/board-view';

type Props = {
  view: BoardView;
  /** Where an item leads, without its id. */
  itemHref: string;
  words: ViewWords;
};

/** Courts of a day, or days of a court, each a list in the order of time. */
export function Board({ view: { tracks, hours, now, lines }, itemHref, words: given }: Props) {
  // The same object each time, so that what did not change is not drawn again.
  const [words] = useState(given);
  return (
    <div className={`board-courts len-${tracks}`}>
      <div aria-hidden className="board-times figures">
        <div className="board-head" />
        <div className="board-line">
          {hours.map(({ at, label }) => (
            <span key={at} className={`board-hour at-${at}`}>
              {label}
            </span>
          ))}
          {now && (
            <span data-now={now.at} className={`board-now-time at-${now.at}`}>
              {now.time}
            </span>
          )}
        </div>
      </div>
      {lines.map((line) => (
        <BoardCourt key={line.id} line={line} itemHref={itemHref} words={words} />
      ))}
    </div>
  );
}
