import { SiteShell } from '@/components/shell/site-shell';
import { pageContext } from '@/lib/web/page-context';
import { signOutAction } from './actions';

export default async function AuthLayout({ children }: LayoutProps<'/[locale]'>) {
  const { actor } = await pageContext();
  return (
    <SiteShell actor={actor} signOut={signOutAction}>
      <div className="mx-auto max-w-md">{children}</div>
    </SiteShell>
  );
}
