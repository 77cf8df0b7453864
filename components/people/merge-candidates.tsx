import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { button } from '@/components/ui/button';
import type { Customer } from '@/lib/desk/read-customers';
import { AccountTag, BlockedTag } from './person-tags';

type Props = {
  path: string;
  candidates: readonly Customer[];
  /** What stands in place of an empty list. */
  none: string;
};

/** People who may be the same one, each with the way to what a merge would make. */
export async function MergeCandidates({ path, candidates, none }: Props) {
  const t = await getTranslations('people');
  if (candidates.length === 0) return <p className="text-soft">{none}</p>;
  return (
    <ul className="divide-y divide-line rounded-card border border-line bg-card">
      {candidates.map((other) => (
        <li key={other.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2">
          <span className="min-w-0">
            <span className="flex flex-wrap items-center gap-2 font-strong">
              {other.name}
              <BlockedTag person={other} />
              <AccountTag person={other} />
            </span>
            <span className="block break-words text-note text-soft">
              {[other.phone, other.email].filter(Boolean).join(' · ')}
            </span>
          </span>
          <Link
            href={`${path}?${new URLSearchParams({ into: other.id })}`}
            aria-label={t('mergeLookNamed', { name: other.name })}
            className={button({ look: 'secondary', size: 'dense' })}
          >
            {t('mergeLook')}
          </Link>
        </li>
      ))}
    </ul>
  );
}
