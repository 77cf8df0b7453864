'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { SelectField } from '@/components/ui/field';
import { Menu } from '@/components/ui/menu';

type Choice = {
  name: string;
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
};
type Props = { label: string; choices: readonly Choice[] };

/** The sport and kind of court: the choice in a line, over a panel with the options. */
export function GameField({ label, choices }: Props) {
  const [chosen, setChosen] = useState(() =>
    Object.fromEntries(choices.map(({ name, value }) => [name, value])),
  );
  const words = choices
    .flatMap(({ name, options }) => options.filter(({ value }) => value !== '' && value === chosen[name]))
    .map(({ label: word }) => word);
  const anything = choices[0]?.options[0]?.label ?? '';
  return (
    <Menu
      look={{
        summary: 'block rounded-md px-4 py-2 sm:px-5',
        panel: 'right-0 left-0 p-4 sm:left-auto sm:w-72',
      }}
      trigger={
        <>
          <span className="block text-caption text-faint">{label}</span>
          <span className="flex items-center gap-2 font-strong text-field sm:pointer-fine:text-body">
            <span className="max-w-56 truncate">{words.join(', ') || anything}</span>
            <SlidersHorizontal aria-hidden className="size-4 shrink-0" />
          </span>
        </>
      }
    >
      <div className="grid gap-3">
        {choices.map(({ name, label: question, options }) => (
          <SelectField
            key={name}
            label={question}
            name={name}
            value={chosen[name]}
            onChange={(event) => setChosen({ ...chosen, [name]: event.target.value })}
          >
            {options.map(({ value, label: answer }) => (
              <option key={value} value={value}>
                {answer}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </Menu>
  );
}
