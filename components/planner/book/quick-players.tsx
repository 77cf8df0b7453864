import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { FormText } from '@/components/ui/form/form-fields';
import { Button } from '@/components/ui/button';
import { MOST_PLAYERS, playerField } from './book-fields';

/** Who plays beside the booker: a row of name and mail for each, and a button that adds a row. */
export function QuickPlayers({ words }: { words: DeskWords }) {
  const [rows, setRows] = useState(1);
  const list = useRef<HTMLFieldSetElement>(null);

  // The row that was added is where one types next.
  useEffect(() => {
    if (rows > 1) list.current?.querySelectorAll<HTMLInputElement>('input')[(rows - 1) * 2]?.focus();
  }, [rows]);

  return (
    <fieldset ref={list} className="grid gap-2">
      <legend className="mb-1 font-strong text-note">{words.players}</legend>
      {Array.from({ length: rows }, (_, seat) => {
        const number = String(seat + 1);
        return (
          <div key={number} className="grid grid-cols-2 gap-2">
            <FormText
              name={playerField(seat, 'name')}
              label={fill(words, 'playerName', { number })}
              maxLength={80}
              autoComplete="off"
            />
            <FormText
              name={playerField(seat, 'email')}
              type="email"
              label={fill(words, 'playerEmail', { number })}
              maxLength={254}
              autoComplete="off"
            />
          </div>
        );
      })}
      {rows < MOST_PLAYERS && (
        <Button
          look="quiet"
          size="dense"
          className="needs-script justify-self-start"
          onClick={() => setRows(rows + 1)}
        >
          <Plus aria-hidden className="size-4" />
          <span>{words.addPlayer}</span>
        </Button>
      )}
    </fieldset>
  );
}
