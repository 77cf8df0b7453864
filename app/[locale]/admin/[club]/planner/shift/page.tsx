import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { boardWords } from '@/components/planner/board-words';
import { readShiftAddress } from '@/components/planner/shift/shift-address';
import { ShiftForm } from '@/components/planner/shift/shift-form';
import { ShiftWish } from '@/components/planner/shift/shift-wish';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';
import { may } from '@/lib/auth/permissions';
import { inLocale } from '@/lib/core/i18n/navigation';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import { previewShift } from '@/lib/desk/moves/preview-shift';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../../desk-for';
import { shiftAction } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('shift'))('title'), robots: { index: false } };
}

/** Lets the bookings of a court begin later, after showing who does and who stays. */
export default async function ShiftPage({
  params,
  searchParams,
}: PageProps<'/[locale]/admin/[club]/planner/shift'>) {
  const [{ club: asked }, query, ctx] = await Promise.all([params, searchParams, pageContext()]);
  const planner = deskPath(asked, 'planner');
  const path = `${planner}/shift`;
  const desk = await deskFor(asked, path);
  const { club, person } = desk;
  const [t, words] = await Promise.all([getTranslations('shift'), boardWords(club.timeZone)]);
  const address = readShiftAddress(query);
  const [first] = club.courts;
  if (!may(person, club.id, 'moveBookings')) return <Forbidden verb="moveBookings" desk={desk} />;
  if (!first) notFound();
  const stepMs = club.stepMinutes * MINUTE_MS;
  const now = Math.floor(ctx.now.getTime() / stepMs) * stepMs;
  const wish = {
    court: club.courts.find(({ id }) => id === address.court)?.id ?? first.id,
    date: address.date ?? localDateOf(now, club.timeZone),
    from: address.from ?? localTime(now, club.timeZone),
    minutes: address.minutes,
  };
  const evening = await previewShift(ctx, { ...wish, courtId: wish.court });
  const back = `${planner}?${new URLSearchParams({ date: wish.date })}`;
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        <Link href={back} className="underline underline-offset-4">
          {t('back')}
        </Link>
      </p>
      <h1 id="shift" className="text-title">
        {t('title')}
      </h1>
      <p className="text-soft">{t('text')}</p>
      <ShiftWish path={inLocale(path, words.locale)} courts={club.courts} wish={wish} />
      {evening.length > 0 ? (
        <ShiftForm
          evening={evening}
          asked={{
            court: String(wish.court),
            date: wish.date,
            from: wish.from,
            minutes: String(wish.minutes),
            back,
          }}
          shift={shiftAction}
          words={words}
        />
      ) : (
        <EmptyState title={t('noneTitle')} text={t('noneText')} />
      )}
    </div>
  );
}
