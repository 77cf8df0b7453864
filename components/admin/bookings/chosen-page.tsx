import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Link } from '@/components/shared/link';
import { EmptyState } from '@/components/ui/empty-state';

type Props = {
  title: string;
  /** The list in which they were chosen, without its language. */
  list: string;
  /** Null when none or too many were chosen. */
  children: ReactNode;
};

/** What is about to be done with the bookings that were chosen in the list. */
export async function ChosenPage({ title, list, children }: Props) {
  const t = await getTranslations('bookings');
  return (
    <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-5">
      <p>
        <Link href={list} className="underline underline-offset-4">
          {t('title')}
        </Link>
      </p>
      <h1 id="chosen" className="text-title">
        {title}
      </h1>
      {children ?? <EmptyState title={t('chosenNoneTitle')} text={t('chosenNoneText')} />}
    </div>
  );
}
