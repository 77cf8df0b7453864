import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import type { ClubList } from '@/db/schema';
import type { Replacement } from '@/lib/clubs/set-up/list-replacements';
import { formatInstant } from '@/lib/core/i18n/format';

type Props = {
  list: ClubList;
  replacements: readonly Replacement[];
  timeZone: string;
  hrefOf: (id: number) => string;
};

/** Who replaced a list and when, each with a way to make that list hold again. */
export async function ListHistory({ list, replacements, timeZone, hrefOf }: Props) {
  const [t, locale] = await Promise.all([getTranslations('listHistory'), getLocale()]);
  if (replacements.length === 0) return null;
  const id = `history-${list}`;
  return (
    <details className="rounded-card border border-line bg-card px-4">
      <summary id={id} className="flex min-h-12 cursor-pointer items-center font-strong">
        {t('title')}
      </summary>
      <div className="pb-4">
        <RecordTable
          labelledBy={id}
          head={[t('when'), t('who'), t('entries'), t('again')]}
          rows={replacements.map(({ id, at, by, items }) => ({
            key: id,
            cells: [
              formatInstant(at.getTime(), 'stamp', locale, timeZone),
              by ?? t('somebody'),
              String(items.length),
              <Link key="again" href={hrefOf(id)} className="underline underline-offset-4">
                {t('showAgain')}
              </Link>,
            ],
          }))}
        />
      </div>
    </details>
  );
}
