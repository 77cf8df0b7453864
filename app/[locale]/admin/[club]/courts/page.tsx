import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BookingRules } from '@/components/admin/booking-rules';
import { CourtTable } from '@/components/admin/court-table';
import { deskPath } from '@/components/admin/desk-pages';
import { PriceRules } from '@/components/admin/price-rules';
import { WeekHours } from '@/components/shared/week-hours';
import { Section } from '@/components/ui/section';
import { localDateOf } from '@/lib/core/time';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_courts'), robots: { index: false } };
}

/** What a club sells: its courts, hours, prices and terms. */
export default async function CourtsPage({ params }: PageProps<'/[locale]/admin/[club]/courts'>) {
  const { club: asked } = await params;
  const [t, { now }, { club }] = await Promise.all([
    getTranslations(),
    pageContext(),
    deskFor(asked, deskPath(asked, 'courts')),
  ]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <h1 className="text-title">{t('desk.page_courts')}</h1>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="courts" className="text-lead">
          {t('setUp.courts')}
        </h2>
        {club.courts.length > 0 ? <CourtTable courts={club.courts} /> : <p>{t('setUp.noCourts')}</p>}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <div>
          <h2 id="prices" className="text-lead">
            {t('setUp.prices')}
          </h2>
          <p className="text-soft">{t('setUp.pricesLead')}</p>
        </div>
        {club.priceRules.length > 0 ? <PriceRules club={club} /> : <p>{t('setUp.noPrices')}</p>}
      </div>
      <div className="grid gap-8 lg:grid-cols-2">
        <Section id="hours" title={t('setUp.hours')}>
          <WeekHours hours={club.openingHours} today={localDateOf(now.getTime(), club.timeZone)} />
        </Section>
        <Section id="booking" title={t('setUp.booking')}>
          <BookingRules club={club} />
        </Section>
      </div>
    </div>
  );
}
