import { getLocale, getTranslations } from 'next-intl/server';
import { ACT_KINDS } from '@/db/schema';
import { may } from '@/lib/auth/permissions';
import { inLocale } from '@/lib/core/i18n/navigation';
import type { Desk } from '@/lib/desk/open-desk';
import { type DeskPage, deskPath, pagesFor } from '../desk-pages';
import { FindBox } from './find-box';

/** The search of a club in its rail, with what the reader's role may open. */
export async function FindAnything({ desk: { club, person }, asked }: { desk: Desk; asked: string }) {
  const [t, locale] = await Promise.all([getTranslations(), getLocale()]);
  const at = (page: DeskPage) => inLocale(deskPath(asked, page), locale);
  return (
    <FindBox
      href={inLocale(`/admin/${asked}/find`, locale)}
      label={t('find.title')}
      club={{ id: club.id, timeZone: club.timeZone }}
      locale={locale}
      pages={pagesFor(person, club.id).map((page) => ({
        href: at(page),
        label: t(`desk.page_${page}`),
      }))}
      places={may(person, club.id, 'searchClub') ? { planner: at('planner'), people: at('people') } : null}
      acts={
        may(person, club.id, 'seeOwnActs')
          ? Object.fromEntries(ACT_KINDS.map((kind) => [kind, t(`find.act_${kind}`)]))
          : null
      }
      words={{
        field: t('find.field'),
        pages: t('find.pages'),
        day: t('find.day'),
        people: t('find.people'),
        bookings: t('find.bookings'),
        courts: t('find.courts'),
        none: t('find.none'),
        unanswered: t('find.unanswered'),
        recent: t('find.recent'),
        undo: t.raw('find.undo'),
        notUndone: t('find.notUndone'),
        otherAct: t('find.otherAct'),
      }}
    />
  );
}
