import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type Props<Value extends string> = {
  legend: string;
  name: string;
  options: readonly { value: Value; label: ReactNode }[];
  selected: Value;
  /** Shows the legend above instead of to screen readers alone. */
  legendShown?: boolean;
};

/** One of a few, side by side: radio buttons, so arrow keys and forms without scripts work by themselves. */
export function Segmented<Value extends string>({
  legend,
  name,
  options,
  selected,
  legendShown = true,
}: Props<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className={clsx('font-strong text-note', legendShown ? 'mb-1.5' : 'sr-only')}>{legend}</legend>
      <div className="flex min-h-11 rounded-md border border-line-strong bg-card p-0.5">
        {options.map(({ value, label }) => (
          <label
            key={value}
            className="relative flex min-w-11 flex-1 items-center justify-center rounded-[7px] px-3 text-body has-checked:bg-court-tint has-checked:font-strong has-checked:text-court-text has-focus-visible:outline-2 has-focus-visible:outline-court"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === selected}
              className="absolute inset-0 cursor-pointer appearance-none rounded-[7px] outline-none"
            />
            <span className="figures pointer-events-none">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
