import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { Logo } from '@/components/shell/logo';
import { button } from '@/components/ui/button';
import { SubmitButton } from '@/components/ui/submit-button';
import { enrolmentContext } from '@/lib/web/page-context';
import { signOutAction } from '../(auth)/actions';

/**
 * The layout of the page for operators without a second factor. It is the same before and after, so that the page can
 * show the recovery codes.
 */
export default async function EnrolmentLayout({ children }: LayoutProps<'/[locale]'>) {
  const [{ actor }, t] = await Promise.all([enrolmentContext(), getTranslations('nav')]);
  return (
    <>
      <header className="border-line border-b bg-paper">
        <div className="mx-auto flex h-16 w-full max-w-6xl items-center gap-2 px-4">
          <Logo />
          <div className="ml-auto flex items-center gap-1">
            {actor.kind === 'person' && (
              <Link href="/account" className={button({ look: 'quiet' })}>
                {t('account')}
              </Link>
            )}
            <form action={signOutAction}>
              <SubmitButton look="secondary">{t('signOut')}</SubmitButton>
            </form>
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-md px-4 pt-6 pb-16 outline-none sm:pt-10"
      >
        {children}
      </main>
    </>
  );
}
