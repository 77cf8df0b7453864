import { clsx } from 'clsx';

type SegmentsProps<Value extends string> = {
  legend: string | undefined;
  name: string;
  options: readonly { value: Value; label: string }[];
  value: Value;
  onChange: (value: Value) => void;
};

const MOST_IN_A_ROW = 4;

/** One of a few, side by side. */
export function Segments<Value extends string>({
  legend,
  name,
  options,
  value,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 font-strong text-note">{legend}</legend>
      <div
        className={clsx(
          'gap-1 rounded-md bg-sunken p-0.5',
          options.length > MOST_IN_A_ROW ? 'grid grid-cols-3' : 'flex flex-wrap',
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 flex-1 items-center justify-center whitespace-nowrap rounded-button border border-transparent px-2 text-note text-soft has-checked:border-line has-checked:bg-card has-checked:font-strong has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-court"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
