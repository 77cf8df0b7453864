import { OpsRail } from '@/components/ops/ops-rail';
import { readerClock } from '@/components/ops/reader-clock';
import { RememberZone } from '@/components/search/remember-zone';
import { pageContext } from '@/lib/web/page-context';
import { signOutAction } from '../(auth)/actions';

/** The layout of the operators' pages. It checks no permission, since each page's verb does. */
export default async function OpsLayout({ children }: LayoutProps<'/[locale]/ops'>) {
  const [{ actor }, clock] = await Promise.all([pageContext(), readerClock()]);
  return (
    <div className="flex min-h-dvh flex-col lg:grid lg:grid-cols-[13rem_minmax(0,1fr)]">
      <RememberZone shown={clock.timeZone} />
      <OpsRail person={actor.kind === 'person' ? actor : null} signOut={signOutAction} />
      <main id="content" tabIndex={-1} className="w-full max-w-6xl px-4 py-6 outline-none lg:px-8 lg:py-10">
        {children}
      </main>
    </div>
  );
}
