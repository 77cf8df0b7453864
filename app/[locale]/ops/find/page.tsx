import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FindForm } from '@/components/ops/find-form';
import { FoundBookings } from '@/components/ops/found-bookings';
import { RecordTable } from '@/components/ui/record-table';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { findRecords, findRecordsSchema } from '@/lib/backoffice/find-records';
import { operatorContext } from '../operator-context';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('ops'))('findTitle') };
}

const link = 'inline-flex min-h-11 items-center text-court-text underline';

export default async function FindPage({ searchParams }: PageProps<'/[locale]/ops/find'>) {
  const { q } = findRecordsSchema.parse(await searchParams);
  const ctx = await operatorContext(`/ops/find?${new URLSearchParams({ q })}`);
  const [t, { people, bookings, clubs }] = await Promise.all([
    getTranslations('ops'),
    findRecords(ctx, { q }),
  ]);
  const isEmpty = people.length + bookings.length + clubs.length === 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <h1 className="text-head">{t('findTitle')}</h1>
      <FindForm q={q} />
      {isEmpty && q !== '' && <EmptyState title={t('findNoneTitle', { q })} text={t('findNone')} />}
      {people.length > 0 && (
        <Found id="people" title={t('people')}>
          <RecordTable
            labelledBy="people"
            head={[t('name'), t('email'), t('callPhone')]}
            rows={people.map(({ id, name, email, phone }) => ({
              key: id,
              cells: [
                <Link key="person" href={`/ops/history/${id}`} className={link}>
                  {name ?? email}
                </Link>,
                email,
                phone,
              ],
            }))}
          />
        </Found>
      )}
      {bookings.length > 0 && (
        <Found id="bookings" title={t('bookings')}>
          <FoundBookings bookings={bookings} now={ctx.now} labelledBy="bookings" />
        </Found>
      )}
      {clubs.length > 0 && (
        <Found id="clubs" title={t('clubs')}>
          <RecordTable
            labelledBy="clubs"
            head={[t('name'), t('city')]}
            rows={clubs.map(({ slug, name, city }) => ({
              key: slug,
              cells: [
                <Link key="club" href={`/clubs/${slug}`} className={link}>
                  {name}
                </Link>,
                city,
              ],
            }))}
          />
        </Found>
      )}
    </div>
  );
}

function Found({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id={id} className="text-title">
        {title}
      </h2>
      {children}
    </div>
  );
}
