import Form from 'next/form';
import { getTranslations } from 'next-intl/server';
import type { Route } from 'next';
import { button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { DELAYS } from './shift-address';

type Props = {
  /** The page's path with its language. */
  path: Route;
  courts: readonly { id: number; name: string }[];
  wish: { court: number; date: string; from: string; minutes: number };
};

/** Asks which court begins later, from when on and by how much. Nothing moves by it. */
export async function ShiftWish({ path, courts, wish }: Props) {
  const t = await getTranslations('shift');
  return (
    <Form
      action={path}
      className="grid items-end gap-3 min-[26rem]:grid-cols-2 sm:grid-cols-[2fr_2fr_1.5fr_1.5fr_auto]"
    >
      <SelectField label={t('court')} name="court" defaultValue={wish.court}>
        {courts.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField label={t('date')} name="date" type="date" required defaultValue={wish.date} />
      <TextField label={t('from')} name="from" type="time" step={300} required defaultValue={wish.from} />
      <SelectField label={t('minutes')} name="minutes" defaultValue={wish.minutes}>
        {DELAYS.map((minutes) => (
          <option key={minutes} value={minutes}>
            {minutes}
          </option>
        ))}
      </SelectField>
      <button type="submit" className={button({ look: 'secondary', className: 'max-sm:col-span-full' })}>
        {t('preview')}
      </button>
    </Form>
  );
}
