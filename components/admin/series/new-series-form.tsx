import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { SERIES_KINDS } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { inLocale } from '@/lib/core/i18n/navigation';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';
import type { TypedSeries } from './series-address';
import { SeriesFields, SeriesPriceFields } from './series-fields';

type Props = {
  club: Club;
  /** What was typed before. */
  asked: TypedSeries;
  back: string;
  today: LocalDate;
  maySetPrice: boolean;
};

/** What shall repeat. The page that follows shows each date before anything is booked. */
export async function NewSeriesForm({ club, asked, back, today, maySetPrice }: Props) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const first = addDays(today, 1);
  return (
    <form
      // Another address begins anew, boxes too.
      key={JSON.stringify(asked)}
      action={inLocale(back, locale)}
      className="grid max-w-3xl items-start gap-4 sm:grid-cols-2"
    >
      {asked.customer !== undefined && (
        <>
          <input type="hidden" name="customer" value={asked.customer} />
          <input type="hidden" name="named" value={asked.named} />
        </>
      )}
      <SelectField label={t('kind')} name="kind" defaultValue={asked.kind ?? 'booking'}>
        {SERIES_KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`kind_${kind}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('who')}
        hint={t('whoHint')}
        name="who"
        maxLength={100}
        autoComplete="off"
        defaultValue={asked.who}
      />
      <SeriesFields
        club={club}
        begins={{
          court: asked.court,
          weekdays: asked.weekday ?? [weekdayOf(first)],
          start: asked.start ?? '18:00',
          length: asked.length ?? club.durationsMinutes[0] ?? 60,
          title: asked.title ?? '',
          note: asked.note ?? '',
        }}
      />
      <div className="grid gap-4 sm:col-span-2 sm:grid-cols-3">
        <TextField
          label={t('from')}
          type="date"
          name="from"
          min={today}
          required
          defaultValue={asked.from ?? first}
        />
        <TextField
          label={t('until')}
          type="date"
          name="until"
          min={today}
          required
          defaultValue={asked.until ?? addDays(first, 84)}
        />
        <TextField
          label={t('every')}
          type="number"
          name="every"
          min={1}
          max={8}
          required
          defaultValue={asked.every ?? 1}
        />
      </div>
      {maySetPrice && (
        <SeriesPriceFields
          begins={{ price: asked.price ?? '', reason: asked.reason ?? '' }}
          hint={t('priceHint')}
        />
      )}
      <Button type="submit" className="justify-self-start">
        <span>{t('look')}</span>
      </Button>
    </form>
  );
}
