import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RefreshSoon } from '@/components/checkout/refresh-soon';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { redirect } from '@/lib/core/i18n/navigation';
import { checkCardChange } from '@/lib/payments/shares/change-card';
import { pageContext } from '@/lib/web/page-context';
import { orNotFound } from '../../../../../or-not-found';

type Props = PageProps<'/[locale]/reservations/[id]/card/return'>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('restCard');
  return { title: t('checking') };
}

/** The page after the form or the bank. It asks Stripe and ignores the address. */
export default async function CardReturnPage({ params }: Props) {
  const [{ id }, ctx, t] = await Promise.all([params, pageContext(), getTranslations('restCard')]);
  const here = `/reservations/${id}/card/return`;
  const change = await orNotFound(checkCardChange(ctx, id), here);
  if (change === 'replaced')
    return redirect({ href: `/reservations/${id}?card=replaced`, locale: ctx.locale });
  const told = change === 'unknown' ? 'unavailable' : change;
  return (
    <div className="mx-auto max-w-xl">
      <h1 className="mb-4 text-head">{t(told)}</h1>
      <Callout tone={told === 'not_saved' ? 'danger' : 'held'} urgent>
        <p>{t(`${told}Text`)}</p>
      </Callout>
      <div className="mt-5 flex flex-wrap gap-3">
        {told === 'not_saved' && (
          <Link href={`/reservations/${id}/card`} className={button()}>
            {t('again')}
          </Link>
        )}
        {told === 'unavailable' && (
          <Link href={here} className={button({ look: 'secondary' })}>
            {t('check')}
          </Link>
        )}
        <Link href={`/reservations/${id}`} className={button({ look: 'secondary' })}>
          {t('back')}
        </Link>
      </div>
      {told === 'unavailable' && <RefreshSoon />}
    </div>
  );
}
