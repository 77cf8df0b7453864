import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { AskForm } from '@/components/arrival/ask-form';
import { publicMetadata } from '@/components/share/public-metadata';
import { Callout } from '@/components/ui/callout';
import { pageContext } from '@/lib/web/page-context';
import { ask } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations('forClubs'), getLocale()]);
  return publicMetadata({ path: '/for-clubs', locale, title: t('title'), description: t('lead') });
}

const shown = z.object({ done: z.enum(['asked', 'approved']).nullable().catch(null) });
const REASONS = ['once', 'hours', 'money', 'desk'] as const;

/** What Pista does for a club, and the form that asks for one. */
export default async function ForClubsPage({ searchParams }: PageProps<'/[locale]/for-clubs'>) {
  const [{ done }, { actor }, t] = await Promise.all([
    searchParams.then((params) => shown.parse(params)),
    pageContext(),
    getTranslations('forClubs'),
  ]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_26rem] lg:gap-14">
      <div className="grid content-start gap-6">
        <h1 className="text-head">{t('title')}</h1>
        <p className="max-w-xl text-lead">{t('lead')}</p>
        <dl className="grid max-w-xl gap-4">
          {REASONS.map((reason) => (
            <div key={reason} className="border-line border-t pt-3">
              <dt className="font-strong">{t(`${reason}Title`)}</dt>
              <dd className="text-soft">{t(`${reason}Text`)}</dd>
            </div>
          ))}
        </dl>
      </div>
      <section aria-labelledby="ask" className="grid content-start gap-4">
        <h2 id="ask" className="text-title">
          {t('ask')}
        </h2>
        {done ? (
          <div role="status">
            <Callout tone="confirmed" title={t(`${done}Title`)}>
              <p>{t(`${done}Text`)}</p>
            </Callout>
          </div>
        ) : (
          <AskForm ask={ask} email={actor.kind === 'person' ? actor.email : ''} />
        )}
      </section>
    </div>
  );
}
