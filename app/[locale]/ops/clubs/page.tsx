import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { FormButton } from '@/components/ops/form-button';
import { readerClock } from '@/components/ops/reader-clock';
import { Link } from '@/components/shared/link';
import { ProblemNote } from '@/components/shared/problem-note';
import { EmptyState } from '@/components/ui/empty-state';
import { RecordTable } from '@/components/ui/record-table';
import { listNewClubs, type NewClubs } from '@/lib/backoffice/list-new-clubs';
import { operatorContext } from '../operator-context';
import { approve, refuse } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('opsClubs'))('title') };
}

const link = 'inline-flex min-h-11 items-center text-court-text underline';

/** The clubs that ask, those that set themselves up, and those that have stopped selling. */
export default async function OpsClubsPage({ searchParams }: PageProps<'/[locale]/ops/clubs'>) {
  const [{ problem }, ctx, t] = await Promise.all([
    searchParams,
    operatorContext('/ops/clubs'),
    getTranslations('opsClubs'),
  ]);
  const { requests, settingUp, paused } = await listNewClubs(ctx);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <h1 className="text-head">{t('title')}</h1>
      <ProblemNote code={problem} />
      <Part id="asked" title={t('asked')} lead={t('askedLead')}>
        {requests.length > 0 ? (
          <Requests requests={requests} />
        ) : (
          <EmptyState title={t('noneAsked')} text={t('noneAskedText')} />
        )}
      </Part>
      {settingUp.length > 0 && (
        <Part id="setting-up" title={t('settingUp')}>
          <RecordTable
            labelledBy="setting-up"
            head={[t('name'), t('city'), t('steps')]}
            rows={settingUp.map(({ club, done, needed }) => ({
              key: club.id,
              cells: [
                <Link key="club" href={`/admin/${club.slug}/set-up`} className={link}>
                  {club.name}
                </Link>,
                club.city,
                t('stepsDone', { done, needed }),
              ],
            }))}
          />
        </Part>
      )}
      {paused.length > 0 && (
        <Part id="paused" title={t('paused')}>
          <RecordTable
            labelledBy="paused"
            head={[t('name'), t('city')]}
            rows={paused.map(({ id, slug, name, city }) => ({
              key: id,
              cells: [
                <Link key="club" href={`/admin/${slug}/set-up`} className={link}>
                  {name}
                </Link>,
                city,
              ],
            }))}
          />
        </Part>
      )}
    </div>
  );
}

async function Requests({ requests }: Pick<NewClubs, 'requests'>) {
  const [t, tSport, clock] = await Promise.all([
    getTranslations('opsClubs'),
    getTranslations('sport'),
    readerClock(),
  ]);
  return (
    <RecordTable
      labelledBy="asked"
      head={[t('name'), t('place'), t('sport'), t('email'), t('when'), t('decide')]}
      rows={requests.map(({ id, name, city, country, sport, email, createdAt }) => ({
        key: id,
        cells: [
          name,
          `${city}, ${country}`,
          tSport(sport),
          <a key="mail" href={`mailto:${email}`} className="wrap-anywhere underline">
            {email}
          </a>,
          clock.tell(createdAt),
          <div key="decide" className="flex flex-wrap gap-2">
            <FormButton action={approve} values={{ id }} label={t('approveOf', { name })}>
              {t('approve')}
            </FormButton>
            <FormButton action={refuse} values={{ id }} label={t('refuseOf', { name })}>
              {t('refuse')}
            </FormButton>
          </div>,
        ],
      }))}
    />
  );
}

/** One list under its heading, which names the table. */
function Part({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div>
        <h2 id={id} className="text-title">
          {title}
        </h2>
        {lead && <p className="text-soft">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
