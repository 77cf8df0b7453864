import { getTranslations } from 'next-intl/server';
import { BarSelect } from '@/components/ui/bar-field';
import { DAY_PARTS } from '@/lib/availability/day-parts';
import type { SearchQuery } from './search-query';

const FIRST_HOUR = 6;
const times = Array.from({ length: 36 }, (_, index) => {
  const minutes = FIRST_HOUR * 60 + index * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

type Props = Pick<SearchQuery, 'time' | 'part'> & { className?: string };

/** Any time, a part of the day, or a start from 06:00 on in half hours. */
export async function TimeField({ time, part, ...props }: Props) {
  const t = await getTranslations();
  const options = time !== null && !times.includes(time) ? [...times, time].sort() : times;
  return (
    <BarSelect label={t('search.time')} name="time" defaultValue={time ?? part ?? ''} {...props}>
      <option value="">{t('search.anyTime')}</option>
      {DAY_PARTS.map((name) => (
        <option key={name} value={name}>
          {t(`dayPart.${name}`)}
        </option>
      ))}
      <optgroup label={t('search.atHour')}>
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </optgroup>
    </BarSelect>
  );
}
