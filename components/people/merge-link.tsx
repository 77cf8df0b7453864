import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { mergePath } from './people-paths';

/** The way to make two rows of one person one. */
export async function MergeLink({ person, asked }: { person: { id: string }; asked: string }) {
  const t = await getTranslations('people');
  return (
    <Link
      href={mergePath(asked, person.id)}
      className="flex min-h-11 items-center rounded-md border border-line bg-card px-4 font-strong hover:bg-sunken"
    >
      {t('merge')}
    </Link>
  );
}
