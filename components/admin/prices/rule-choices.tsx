export type Choice = { value: string; label: string };

type Props = {
  legend: string | undefined;
  hint: string | undefined;
  name: string;
  chosen: readonly string[];
  of: readonly Choice[];
  error?: string | undefined;
};

/** Boxes of which any may be ticked. None is as good as all. */
export function RuleChoices({ legend, hint, name, chosen, of, error }: Props) {
  return (
    <fieldset className="grid content-start gap-1.5 sm:col-span-2">
      <legend className="mb-1.5 font-strong text-note">
        <span>{legend}</span> <span className="font-normal text-soft">{hint}</span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {of.map(({ value, label }) => (
          <label
            key={value}
            className="inline-flex min-h-11 cursor-pointer items-center rounded-md border border-edge px-3 has-checked:border-ink has-checked:bg-ink has-checked:text-on-ink has-focus-visible:outline-2 has-focus-visible:outline-court"
          >
            <input
              type="checkbox"
              name={`${name}.${value}`}
              defaultChecked={chosen.includes(value)}
              className="sr-only"
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      {error && <p className="text-danger-text text-note">{error}</p>}
    </fieldset>
  );
}
