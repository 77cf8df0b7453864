import { getTranslations } from 'next-intl/server';
import { FormCheck } from '@/components/ui/form/form-fields';
import { WEEKDAYS } from './weekdays';

type Props = { chosen: readonly number[]; nameOf?: (weekday: number) => string };

/** The days of the week as boxes to tick. */
export async function WeekdayFields({ chosen, nameOf = () => 'weekday' }: Props) {
  const [t, tDay] = await Promise.all([getTranslations('seriesPage'), getTranslations('weekday')]);
  return (
    <fieldset>
      <legend className="font-strong text-note">{t('weekdays')}</legend>
      <div className="flex flex-wrap gap-x-4">
        {WEEKDAYS.map((day) => (
          <FormCheck
            key={day}
            label={tDay(`${day}`)}
            name={nameOf(day)}
            value={day}
            defaultChecked={chosen.includes(day)}
          />
        ))}
      </div>
    </fieldset>
  );
}
