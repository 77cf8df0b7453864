import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { inLocale } from '@/lib/core/i18n/navigation';

/** One search field for people, bookings and clubs. */
export async function FindForm({ q }: { q?: string }) {
  const [t, locale] = await Promise.all([getTranslations('ops'), getLocale()]);
  return (
    <search>
      <form action={inLocale('/ops/find', locale)} className="grid max-w-2xl gap-2">
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <TextField
              label={t('findLabel')}
              type="search"
              name="q"
              defaultValue={q}
              maxLength={100}
              autoComplete="off"
            />
          </div>
          <Button type="submit" look="secondary">
            {t('find')}
          </Button>
        </div>
        <p className="text-ink-soft text-note">{t('findHint')}</p>
      </form>
    </search>
  );
}
