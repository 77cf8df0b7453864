import { Bell } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { bookingsQuery, viewAddress } from '@/components/admin/bookings/bookings-address';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { Menu } from '@/components/ui/menu';
import { may } from '@/lib/auth/permissions';
import { localDateOf } from '@/lib/core/time';
import type { Desk } from '@/lib/desk/open-desk';
import { whatWaits } from '@/lib/desk/what-waits';
import { pageContext } from '@/lib/web/page-context';
import { WatchWaiting } from './watch-waiting';

const LOOK = {
  summary:
    'flex min-h-11 min-w-11 items-center justify-center gap-3 rounded-md px-2 hover:bg-sunken xl:justify-start xl:px-3',
  panel: 'right-0 w-72 p-2 md:right-auto md:left-0',
};

/** What waits for the staff of a club, as a number that opens a list. Nothing for who may see none of it. */
export async function WaitingBell({ desk: { club, person }, asked }: { desk: Desk; asked: string }) {
  if (!may(person, club.id, 'seeMessages')) return null;
  const [t, ctx] = await Promise.all([getTranslations('frame'), pageContext()]);
  const waits = await whatWaits(ctx, String(club.id));
  const trouble = bookingsQuery(viewAddress('trouble', localDateOf(ctx.now.getTime(), club.timeZone)));
  const kinds = [
    { kind: 'calls', count: waits.calls, href: `${deskPath(asked, 'messages')}?tab=call` },
    { kind: 'unreached', count: waits.unreached, href: `${deskPath(asked, 'messages')}?tab=failed` },
    { kind: 'refunds', count: waits.refunds, href: `${deskPath(asked, 'bookings')}${trouble}` },
  ] as const;
  const open = kinds.filter(({ count }) => count > 0);
  const all = open.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <Menu
        label={t('bell', { count: all })}
        look={LOOK}
        trigger={
          <>
            <span className="relative">
              <Bell aria-hidden className="size-4.5" />
              {all > 0 && (
                <span className="-top-2 -right-2.5 absolute min-w-4.5 rounded-full bg-danger px-1 text-center font-strong text-caption text-on-danger">
                  {all > 99 ? '99+' : all}
                </span>
              )}
            </span>
            <span className="text-note max-xl:hidden">{t('bellTitle')}</span>
          </>
        }
      >
        {open.length > 0 ? (
          <ul>
            {open.map(({ kind, count, href }) => (
              <li key={kind}>
                <Link href={href} className="flex min-h-11 items-center rounded-sm px-3 py-2 hover:bg-sunken">
                  {t(`waits_${kind}`, { count })}
                </Link>
              </li>
            ))}
          </ul>
        ) : (
          <p className="px-3 py-2 text-soft">{t('nothingWaits')}</p>
        )}
      </Menu>
      <WatchWaiting clubId={club.id} {...waits} />
    </>
  );
}
