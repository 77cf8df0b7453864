import { PageBoundary } from '@/components/shell/page-boundary';
import { SiteShell } from '@/components/shell/site-shell';
import { pageContext } from '@/lib/web/page-context';
import { signOutAction } from '../(auth)/actions';

export default async function PlayerLayout({ children }: LayoutProps<'/[locale]'>) {
  const { actor } = await pageContext();
  return (
    <SiteShell actor={actor} signOut={signOutAction}>
      <PageBoundary>{children}</PageBoundary>
    </SiteShell>
  );
}
