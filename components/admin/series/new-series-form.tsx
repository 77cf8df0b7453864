import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { Club } from '@/lib/catalogue/catalogue';
import { inLocale } from '@/lib/core/i18n/navigation';
import { addDays, type LocalDate, weekdayOf } from '@/lib/core/time';
import type { SeriesAddress } from './series-address';
import { WeekdayFields } from './weekday-fields';

type Props = {
  club: Club;
  asked: SeriesAddress | null;
  back: string;
  today: LocalDate;
  maySetPrice: boolean;
};

/** What shall repeat. The page that follows shows each date before anything is booked. */
export async function NewSeriesForm({ club, asked, back, today, maySetPrice }: Props) {
  const [t, locale] = await Promise.all([getTranslations('seriesPage'), getLocale()]);
  const first = addDays(today, 1);
  return (
    // Another address begins anew, boxes too.
    <form key={JSON.stringify(asked)} action={inLocale(back, locale)} className="grid max-w-3xl gap-4">
      {asked?.customer !== undefined && (
        <>
          <input type="hidden" name="customer" value={asked.customer} />
          <input type="hidden" name="named" value={asked.named} />
        </>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <SelectField label={t('kind')} name="kind" defaultValue={asked?.kind ?? 'booking'}>
          {(['booking', 'block', 'maintenance'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t(`kind_${kind}`)}
            </option>
          ))}
        </SelectField>
        <SelectField label={t('court')} name="court" defaultValue={asked?.court}>
          {club.courts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <TextField
          label={t('who')}
          hint={t('whoHint')}
          name="who"
          maxLength={100}
          autoComplete="off"
          defaultValue={asked?.who}
        />
        <TextField
          label={t('title')}
          hint={t('titleHint')}
          name="title"
          maxLength={80}
          autoComplete="off"
          defaultValue={asked?.title}
        />
      </div>
      <WeekdayFields chosen={asked?.weekday ?? [weekdayOf(first)]} />
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          label={t('start')}
          type="time"
          name="start"
          required
          defaultValue={asked?.start ?? '18:00'}
        />
        <TextField
          label={t('length')}
          type="number"
          name="length"
          min={5}
          max={1440}
          step={5}
          required
          defaultValue={asked?.length ?? club.durationsMinutes[0] ?? 60}
        />
        <TextField
          label={t('every')}
          type="number"
          name="every"
          min={1}
          max={8}
          required
          defaultValue={asked?.every ?? 1}
        />
        <TextField
          label={t('from')}
          type="date"
          name="from"
          min={today}
          required
          defaultValue={asked?.from ?? first}
        />
        <TextField
          label={t('until')}
          type="date"
          name="until"
          min={today}
          required
          defaultValue={asked?.until ?? addDays(first, 84)}
        />
      </div>
      <TextField
        label={t('note')}
        hint={t('noteHint')}
        name="note"
        maxLength={2000}
        autoComplete="off"
        defaultValue={asked?.note}
      />
      {maySetPrice && (
        <div className="grid gap-4 sm:grid-cols-[12rem_minmax(0,1fr)]">
          <TextField
            label={t('price')}
            hint={t('priceHint')}
            name="price"
            inputMode="decimal"
            maxLength={20}
            autoComplete="off"
            defaultValue={asked?.price}
          />
          <TextField
            label={t('reason')}
            hint={t('reasonHint')}
            name="reason"
            maxLength={200}
            autoComplete="off"
            defaultValue={asked?.reason}
          />
        </div>
      )}
      <Button type="submit" className="justify-self-start">
        <span>{t('look')}</span>
      </Button>
    </form>
  );
}
