'use client';

import { useId, useState } from 'react';
import { control } from './ui/field';

type Props = { time: string | null; labels: { time: string; any: string; slider: string } };

const FIRST_HOUR = 6;
const times = Array.from({ length: 36 }, (_, index) => {
  const minutes = FIRST_HOUR * 60 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

/** A start from 06:00 on, in half hours, or any. The list is what is sent; the slider moves through it. */
export function TimeField({ time, labels }: Props) {
  const id = useId();
  const [chosen, setChosen] = useState(time ?? '');
  const options = chosen && !times.includes(chosen) ? [...times, chosen].sort() : times;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-strong text-note">
        {labels.time}
      </label>
      <select
        id={id}
        name="time"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        className={control({ className: 'figures' })}
      >
        <option value="">{labels.any}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <input
        type="range"
        aria-label={labels.slider}
        aria-valuetext={chosen || labels.any}
        min={-1}
        max={options.length - 1}
        value={options.indexOf(chosen)}
        onChange={(event) => setChosen(options[event.target.valueAsNumber] ?? '')}
        className="needs-script h-11 w-full accent-court"
      />
    </div>
  );
}
