import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import { Callout } from '@/components/ui/callout';
import type { Customer } from '@/lib/desk/read-customers';
import { mergePath } from './people-paths';

type Props = { person: Customer; alike: readonly Customer[]; asked: string };

/** Names others of the club with the same number or mail, each with the way to what a merge would make. */
export async function AlikeNote({ person, alike, asked }: Props) {
  if (alike.length === 0) return null;
  const t = await getTranslations('people');
  return (
    <Callout tone="held" title={t('alikeTitle')}>
      <ul>
        {alike.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={`${mergePath(asked, person.id)}?${new URLSearchParams({ into: id })}`}
              className="inline-flex min-h-11 items-center underline underline-offset-4"
            >
              {t('alike', { name })}
            </Link>
          </li>
        ))}
      </ul>
    </Callout>
  );
}
