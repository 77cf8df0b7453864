import { Search } from 'lucide-react';
import { getLocale, getTranslations } from 'next-intl/server';
import { Button } from '@/components/ui/button';
import { control } from '@/components/ui/field';
import { SlashFocus } from './slash-focus';
import { inLocale } from '@/lib/core/i18n/navigation';

type Props = {
  /** Without its language. */
  path: string;
  q: string;
  /** The segment in which the words are looked for. */
  segment?: string | undefined;
  label?: string;
};

/** The field that finds people by name, mail or number. The key `/` leads to it. */
export async function PeopleSearch({ path, q, segment, label }: Props) {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()]);
  return (
    <search className="w-full max-w-md">
      <form action={inLocale(path, locale)} className="flex gap-2">
        {segment && <input type="hidden" name="segment" value={segment} />}
        <SlashFocus field="people-search" />
        <label className="min-w-0 flex-1">
          <span className="sr-only">{label ?? t('search')}</span>
          <input
            key={q}
            id="people-search"
            type="search"
            name="q"
            defaultValue={q}
            maxLength={100}
            autoComplete="off"
            placeholder={t('searchHint')}
            className={control()}
          />
        </label>
        <Button type="submit" look="secondary" aria-label={t('find')} className="px-4">
          <Search aria-hidden className="size-5" />
        </Button>
      </form>
    </search>
  );
}
