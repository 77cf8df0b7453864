import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BookingRules } from '@/components/admin/booking-rules';
import { CourtTable } from '@/components/admin/court-table';
import { retireCourtForm } from '@/components/admin/courts/court-forms';
import { CourtList } from '@/components/admin/courts/court-list';
import { RetireCourt } from '@/components/admin/courts/retire-court';
import { deskPath } from '@/components/admin/desk-pages';
import { GroupTabs } from '@/components/admin/group-tabs';
import { PriceRules } from '@/components/admin/price-rules';
import { WeekHours } from '@/components/shared/week-hours';
import { Callout } from '@/components/ui/callout';
import { Section } from '@/components/ui/section';
import { weekOn } from '@/lib/availability/open-day';
import { may } from '@/lib/auth/permissions';
import { listCourts } from '@/lib/clubs/courts/list-courts';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { localDateOf } from '@/lib/core/time';
import { previewRetirement, type Retirement } from '@/lib/desk/preview-retirement';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../desk-for';
import { add, change, order, putBack, retire } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('page_courts'), robots: { index: false } };
}

/** What a club sells: its courts, hours, prices and terms. */
export default async function CourtsPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/courts'>) {
  const [{ club: asked }, search] = await Promise.all([params, searchParams]);
  const back = deskPath(asked, 'courts');
  const [t, ctx, desk] = await Promise.all([getTranslations(), pageContext(), deskFor(asked, back)]);
  const { club, person } = desk;
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const isChanged = may(person, club.id, 'changeCourts');
  const retirement = isChanged ? await findRetirement(ctx, search) : null;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <GroupTabs group="sold" page="courts" desk={desk} asked={asked} />
      <h1 className="text-title">{t('desk.page_courts')}</h1>
      {retirement && <RetireCourt {...retirement} asked={asked} timeZone={club.timeZone} retire={retire} />}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="courts" className="text-lead">
          {t('setUp.courts')}
        </h2>
        {(search.done === 'added' || search.done === 'retired') && (
          <div role="status">
            <Callout
              tone="confirmed"
              title={t(search.done === 'added' ? 'clubCourts.added' : 'clubCourts.retiredDone')}
            />
          </div>
        )}
        {club.courts.length === 0 && <p>{t('setUp.noCourts')}</p>}
        {isChanged ? (
          <CourtList
            courts={await listCourts(ctx, club.slug)}
            actions={{ add, change, order, retire, putBack }}
            {...{ asked, back, today }}
          />
        ) : (
          club.courts.length > 0 && <CourtTable courts={club.courts} />
        )}
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
          <WeekHours hours={weekOn(club.openingHours, today)} today={today} />
        </Section>
        <Section id="booking" title={t('setUp.booking')}>
          <BookingRules club={club} />
        </Section>
      </div>
    </div>
  );
}

/** What the address asks to retire. Null when it names nothing that can be. */
async function findRetirement(
  ctx: Context,
  { retire: courtId, from }: Record<string, string | string[] | undefined>,
): Promise<Retirement | null> {
  const wanted = retireCourtForm.safeParse({ courtId, from }).data;
  if (!wanted) return null;
  try {
    return await previewRetirement(ctx, wanted);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
