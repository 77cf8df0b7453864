import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import type { Club } from '@/lib/catalogue/catalogue';
import { formatInstant } from '@/lib/core/i18n/format';
import type { Figures } from '@/lib/desk/people/read-figures';
import type { Customer } from '@/lib/desk/read-customers';
import { OwedPill } from './owed-pill';
import { peoplePath } from './people-paths';
import { AccountTag, BlockedTag } from './person-tags';

type Props = {
  person: Customer;
  figures: Figures | undefined;
  club: Pick<Club, 'currency' | 'timeZone'>;
  asked: string;
};

/** Who somebody is, how to reach them, and their figures at the club. */
export async function PersonHead({ person, figures, club, asked }: Props) {
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()]);
  const day = (ms: number) => formatInstant(ms, 'date', locale, club.timeZone);
  return (
    <div className="grid gap-3">
      <p>
        <Link
          href={peoplePath(asked)}
          className="inline-flex min-h-11 items-center text-note text-soft underline decoration-line underline-offset-4"
        >
          {t('title')}
        </Link>
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="break-words text-title">{person.name}</h1>
        <BlockedTag person={person} />
        <AccountTag person={person} />
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 text-note">
        {person.phone && <Fact name={t('phone')}>{<a href={`tel:${person.phone}`}>{person.phone}</a>}</Fact>}
        {person.email && (
          <Fact name={t('email')}>
            <a href={`mailto:${person.email}`}>{person.email}</a>
            {figures?.mailFails && <span className="block text-danger-text">{t('mailFails')}</span>}
          </Fact>
        )}
        {person.category && <Fact name={t('category')}>{person.category}</Fact>}
        <Fact name={t('since')}>{day(person.createdAt.getTime())}</Fact>
        {figures && (
          <>
            <Fact name={t('games')}>{figures.games}</Fact>
            <Fact name={t('noShows')}>{figures.noShows}</Fact>
            <Fact name={t('lastGame')}>
              {figures.lastPlayedAt === null ? t('never') : day(figures.lastPlayedAt)}
            </Fact>
            {figures.owedMinor !== 0 && (
              <Fact name={t('owed')}>
                <OwedPill minor={figures.owedMinor} currency={club.currency} />
              </Fact>
            )}
          </>
        )}
      </dl>
      {person.note && (
        <p className="max-w-prose whitespace-pre-line border-edge border-l-2 pl-3 text-soft">{person.note}</p>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-caption text-faint">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
