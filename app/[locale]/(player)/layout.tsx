import { SiteShell } from '@/components/site-shell';
import { pageContext } from '@/lib/page-context';
import { signOutAction } from '../(auth)/actions';

export default async function PlayerLayout({ children }: LayoutProps<'/[locale]'>) {
  const { actor } = await pageContext();
  return (
    <SiteShell actor={actor} signOut={signOutAction}>
      {children}
    </SiteShell>
  );
}
