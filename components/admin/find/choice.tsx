import { Command } from 'cmdk';
import type { ReactNode } from 'react';

/** Choices under their heading. Nothing when there are none. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  const isEmpty = Array.isArray(children) ? children.length === 0 : !children;
  if (isEmpty) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-caption [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

type ChoiceProps = { value: string; label: string; note?: string | null; onSelect: () => void };

/** One line that can be chosen. */
export const Choice = ({ value, label, note, onSelect }: ChoiceProps) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded-md px-3 data-[selected=true]:bg-sunken"
  >
    <span className="min-w-0 truncate">{label}</span>
    {note && <span className="figures shrink-0 text-note text-soft">{note}</span>}
  </Command.Item>
);
