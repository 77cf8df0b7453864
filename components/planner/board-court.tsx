import { memo } from 'react';
import { StripDrawing } from '@/components/results/strip-drawing';
import type { ViewWords } from './board-words';
import { ItemCard } from './item-card';
import type { GapView, LineView, Place } from './view/board-view';

type Props = {
  line: LineView;
  /** Where an item leads, without its id. */
  itemHref: string;
  words: ViewWords;
};

/** A court's day: its name over a list of what is booked and what is free. */
export function BoardCourt({ line, itemHref, words }: Props) {
  const { id, courtId, nowAt, fresh } = line;
  return (
    <section aria-labelledby={id} className="board-court" data-court={courtId}>
      <CourtHead line={line} words={words} />
      <div className="board-line">
        {line.closed.map(({ at, len }) => (
          <div key={at} aria-hidden className={`board-closed at-${at} len-${len}`} />
        ))}
        {fresh && (
          <div aria-hidden data-new className={`board-new at-${fresh.at} len-${fresh.len}`}>
            {words.new}
          </div>
        )}
        {nowAt !== null && <div aria-hidden data-now={nowAt} className={`board-now at-${nowAt}`} />}
        <ol>
          {line.pieces.map((piece) =>
            'item' in piece ? (
              <ItemCard
                key={piece.item.id}
                {...piece.item}
                at={piece.at}
                len={piece.len}
                href={`${itemHref}${piece.item.id}`}
                words={words}
              />
            ) : (
              <Gap
                key={`free-${piece.gap.startsAt}`}
                {...piece.gap}
                at={piece.at}
                len={piece.len}
                courtId={courtId}
                href={`${line.gapHref}${encodeURIComponent(piece.gap.start)}`}
                free={words.free}
              />
            ),
          )}
        </ol>
      </div>
    </section>
  );
}

type GapProps = GapView & Place & { courtId: number; href: string; free: string };

const Gap = memo(function Gap({ at, len, startsAt, span, courtId, href, free }: GapProps) {
  return (
    <li
      className={`board-gap at-${at} len-${len}`}
      data-at={at}
      data-len={len}
      data-stop={`${courtId}-${startsAt}`}
    >
      <a href={href} draggable={false}>
        <span className="gap-mark">
          <span className="sr-only">{`${free} `}</span>
          <span data-span={span} className="figures">
            {span}
          </span>
        </span>
      </a>
    </li>
  );
});

function CourtHead({ line: { id, title, note, share, load }, words }: Pick<Props, 'line' | 'words'>) {
  return (
    <div className="board-head flex flex-col justify-center px-2 text-caption">
      <div className="flex items-baseline justify-between gap-1">
        <h2 id={id} className="truncate font-strong text-note first-letter:uppercase">
          {title}
        </h2>
        <span className="figures text-soft">
          <span className="sr-only">{`${words.occupied} `}</span>
          {share.text}
        </span>
      </div>
      <p className="truncate text-soft">{note}</p>
      {load && (
        <div role="img" aria-label={load.label} title={load.label} className="board-load pt-0.5">
          <StripDrawing strip={load.strip} className="block h-2" />
        </div>
      )}
      <svg
        aria-hidden="true"
        className="absolute inset-x-0 bottom-0 h-0.75 w-full"
        preserveAspectRatio="none"
      >
        <rect width={`${share.percent}%`} height="100%" className="fill-strong" />
      </svg>
    </div>
  );
}
