import { getLocale, getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { RecordTable } from '@/components/ui/record-table';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatInstant } from '@/lib/core/i18n/format';
import type { Figures } from '@/lib/desk/people/read-figures';
import type { Customer } from '@/lib/desk/read-customers';
import { OwedPill } from './owed-pill';
import { personPath } from './people-paths';
import { BlockedTag } from './person-tags';

type Props = {
  club: Pick<Club, 'currency' | 'timeZone'>;
  /** The club as the address names it, by id or slug. */
  asked: string;
  people: readonly Customer[];
  figures: ReadonlyMap<string, Figures>;
  labelledBy: string;
  /** Whether rows can be chosen, in a form around the table. */
  choosable?: boolean;
};

/** People of a club, each with what its bookings tell of them. */
export async function PeopleTable({ club, asked, people, figures, labelledBy, choosable }: Props) {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()]);
  const [games, noShows, owed] = [t('games'), t('noShows'), t('owed')];
  return (
    <RecordTable
      labelledBy={labelledBy}
      head={[t('name'), t('phone'), t('email'), t('category'), games, noShows, t('lastGame'), owed]}
      figures={[games, noShows, owed]}
      rows={people.map((person) => {
        const of = figures.get(person.id);
        return {
          key: person.id,
          cells: [
            <span key="name" className="flex items-center gap-2">
              {choosable && (
                <input
                  type="checkbox"
                  name="id"
                  value={person.id}
                  data-owed={Math.max(of?.owedMinor ?? 0, 0)}
                  aria-label={t('choose', { name: person.name })}
                  className="block size-5 shrink-0 accent-ink"
                />
              )}
              <Link
                href={personPath(asked, person.id)}
                className="inline-flex min-h-6 items-center font-strong underline decoration-line underline-offset-4 hover:decoration-ink"
              >
                {person.name}
              </Link>
              <BlockedTag person={person} />
            </span>,
            person.phone && <span className="whitespace-nowrap">{person.phone}</span>,
            person.email && (
              <span>
                {person.email}
                {of?.mailFails && <span className="block text-danger-text">{t('mailFails')}</span>}
              </span>
            ),
            person.category,
            of?.games || null,
            of?.noShows || null,
            of?.lastPlayedAt != null && formatInstant(of.lastPlayedAt, 'date', locale, club.timeZone),
            of !== undefined && <OwedPill key="owed" minor={of.owedMinor} currency={club.currency} />,
          ],
        };
      })}
    />
  );
}
