'use client';

import { BarSelect } from '@/components/ui/bar-field';

const FIRST_HOUR = 6;
const times = Array.from({ length: 36 }, (_, index) => {
  const minutes = FIRST_HOUR * 60 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

type Props = {
  time: string | null;
  part: string | null;
  words: { label: string; any: string; atHour: string; parts: { part: string; label: string }[] };
  className?: string;
};

/** Any time, a part of the day, or a start from 06:00 on in half hours. */
export function TimeField({ time, part, words, ...props }: Props) {
  const options = time !== null && !times.includes(time) ? [...times, time].sort() : times;
  return (
    <BarSelect label={words.label} name="time" defaultValue={time ?? part ?? ''} {...props}>
      <option value="">{words.any}</option>
      {words.parts.map(({ part: name, label }) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
      <optgroup label={words.atHour}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </optgroup>
    </BarSelect>
  );
}
