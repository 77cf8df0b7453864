import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Forbidden } from '@/components/admin/frame/forbidden';
import { deskPath } from '@/components/admin/desk-pages';
import { Link } from '@/components/shared/link';
import { AskAllForm } from '@/components/till/dues/ask-all-form';
import { linksPath } from '@/components/till/till-paths';
import { may } from '@/lib/auth/permissions';
import { sendPaymentLinks } from '@/lib/billing/send-payment-links';
import { pageContext } from '@/lib/web/page-context';
import { deskFor } from '../../desk-for';
import { askAllByLink } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('till'))('linksTitle'), robots: { index: false } };
}

/** To whom a payment link would go and by which way, before it does. */
export default async function LinksPage({ params }: PageProps<'/[locale]/admin/[club]/till/links'>) {
  const { club: asked } = await params;
  const [t, ctx, desk] = await Promise.all([
    getTranslations('till'),
    pageContext(),
    deskFor(asked, linksPath(asked)),
  ]);
  const { club, person } = desk;
  if (!may(person, club.id, 'takeMoney')) return <Forbidden verb="takeMoney" desk={desk} />;
  const preview = await sendPaymentLinks({ ...ctx, preview: true }, club.slug);
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        <Link href={deskPath(asked, 'till')} className="underline underline-offset-4">
          {t('title')}
        </Link>
      </p>
      <h1 className="text-title">{t('linksTitle')}</h1>
      <AskAllForm preview={preview} club={asked} action={askAllByLink} />
    </div>
  );
}
