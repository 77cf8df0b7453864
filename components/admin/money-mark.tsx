import type { ItemState } from './item-state';
import { MoneySign } from './money-sign';

const PILL = 'inline-flex items-center whitespace-nowrap rounded-sm font-strong';
/** In a table or a panel, and on an item of the board. */
const ROOM = { row: 'gap-1.5 px-2 py-0.5', card: '-ml-0.5 gap-1 px-1' };

/** What each state is called. */
type MoneyWords = Readonly<Record<`state_${ItemState}`, string>>;

type Props = {
  state: ItemState;
  /** What is owed, as it is read. Only what owes has it. */
  owed: string | undefined;
  words: MoneyWords;
  look?: keyof typeof ROOM;
};

/** What a booking owes as a pill, filled when nothing is paid yet. What is well is a soft word. */
export function MoneyMark({ state, owed, words, look = 'row' }: Props) {
  switch (state) {
    case 'owed':
      return (
        <span className={`${PILL} ${ROOM[look]} bg-ink text-on-ink`}>
          <MoneySign state="owed" className="size-3" />
          <span className="sr-only">{`${words.state_owed} `}</span>
          <span>{owed}</span>
        </span>
      );
    case 'part':
      return (
        <span className={`${PILL} ${ROOM[look]} border-[1.5px] border-ink`}>
          <MoneySign state="part" className="size-3" />
          <span className="sr-only">{`${words.state_part} `}</span>
          <span>{owed}</span>
        </span>
      );
    case 'paid':
      return (
        <span className="inline-flex items-center gap-1.5 text-soft before:size-2 before:rounded-full before:bg-soft">
          {words.state_paid}
        </span>
      );
    default:
      return (
        <span className={state === 'held' ? 'text-held-text' : 'text-soft'}>{words[`state_${state}`]}</span>
      );
  }
}
