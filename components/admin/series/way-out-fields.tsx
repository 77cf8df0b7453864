'use client';

import { useFieldError, useTyped } from '@/components/ui/form/form-state';
import { control } from '@/components/ui/field';

type Named = { name: string; label: string };

type Props = {
  choice: Named & { begins: string; options: readonly { value: string; label: string }[] };
  time: Named & { unfit: string };
};

/** What is done on a date that cannot be had, and at what time where it is at another. */
export function WayOutFields({ choice, time }: Props) {
  const chosen = useTyped(choice.name);
  const typed = useTyped(time.name);
  const isWrong = useFieldError(time.name) !== undefined;
  return (
    <div className="flex basis-full flex-wrap gap-2">
      <select
        name={choice.name}
        aria-label={choice.label}
        defaultValue={chosen ?? choice.begins}
        className={control('max-w-80')}
      >
        {choice.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <input
        type="time"
        name={time.name}
        aria-label={time.label}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={isWrong ? `${time.name}-error` : undefined}
        defaultValue={typed}
        className={control('max-w-36')}
      />
      {isWrong && (
        <p id={`${time.name}-error`} className="basis-full text-danger-text text-note">
          {time.unfit}
        </p>
      )}
    </div>
  );
}
