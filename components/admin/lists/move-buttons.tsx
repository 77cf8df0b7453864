import { ChevronDown, ChevronUp, type LucideIcon } from 'lucide-react';
import { moveRow, rowOf } from './move-row';

type Props = { what: string; words: Readonly<Record<string, string>> };

/** The buttons that move a row of a list. Without scripts its place is typed. */
export const MoveButtons = ({ what, words }: Props) => (
  <>
    <Move label={`${words.up}: ${what}`} by={-1} icon={ChevronUp} />
    <Move label={`${words.down}: ${what}`} by={1} icon={ChevronDown} />
  </>
);

const Move = ({ label, by, icon: Icon }: { label: string; by: -1 | 1; icon: LucideIcon }) => (
  <button
    type="button"
    aria-label={label}
    onClick={({ currentTarget }) => {
      const row = rowOf(currentTarget);
      if (row) moveRow(row, by);
      currentTarget.focus();
    }}
    className="flex size-11 items-center justify-center rounded-md border border-edge hover:bg-sunken"
  >
    <Icon aria-hidden className="size-4" />
  </button>
);
