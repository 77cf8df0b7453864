import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import type { EmptyDayReason as Explained } from '@/lib/availability/explain-empty-day';
import { formatDate } from '@/lib/core/i18n/format';
import { formatWallMinute } from './format-wall-minute';
import { Link } from './link';

type Props = {
  date: string;
  why: Explained;
  /** Where the same search stands for another day. */
  hrefOf: (date: string) => string;
  children?: ReactNode;
};

/** Why a day has no start, and the way to the next one that has. */
export async function EmptyDay({ date, why, hrefOf, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations('empty'), getLocale()]);
  const inWords = (other: string) => formatDate(other, 'long', locale);
  const { title, text } = await wordsOf(why, inWords(date), inWords);
  const next = 'nextDate' in why ? why.nextDate : null;
  return (
    <EmptyState title={title} text={next ? `${text} ${t('next', { day: inWords(next) })}`.trim() : text}>
      {next && (
        <Link href={hrefOf(next)} className={button()}>
          {t('seeNext', { day: inWords(next) })}
        </Link>
      )}
      <div className="contents">{children}</div>
    </EmptyState>
  );
}

async function wordsOf(why: Explained, day: string, inWords: (date: string) => string) {
  const t = await getTranslations('empty');
  switch (why.kind) {
    case 'paused':
      return { title: t('pausedTitle'), text: t('pausedText') };
    case 'past':
      return { title: t('pastTitle'), text: t('pastText') };
    case 'not_yet_sold':
      return {
        title:
          why.releaseMinute === null
            ? t('notYetTitle', { opens: inWords(why.onSaleFrom) })
            : t('notYetTitleAt', {
                opens: inWords(why.onSaleFrom),
                time: formatWallMinute(why.releaseMinute),
              }),
        text: t('notYetText', { day }),
      };
    case 'closed':
      return why.reason === null
        ? { title: t('closedTitle', { day }), text: '' }
        : { title: t('closedForTitle', { reason: why.reason }), text: t('closedForText', { day }) };
    case 'quota':
      return quotaWords(why.quota);
    case 'full':
      return { title: t('fullTitle', { day }), text: t('fullText') };
  }
}

async function quotaWords({ limit, most, category }: Extract<Explained, { kind: 'quota' }>['quota']) {
  const [t, locale] = await Promise.all([getTranslations('quota'), getLocale()]);
  const text = t(`${limit}Text`, { most, category: category[locale] });
  return { title: t(`${limit}Title`, { most }), text };
}
