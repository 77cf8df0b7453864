import { CircleCheck, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import type { Zero } from '@/lib/operations/get-two-zeros';
import { Link } from './link';

type Props = { moneyWithoutCourt: Zero; courtsWithoutMoney: Zero };

/** The promise as two figures, each with one line; green only when it is zero. */
export async function TwoZeros(zeros: Props) {
  const t = await getTranslations('admin');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(['moneyWithoutCourt', 'courtsWithoutMoney'] as const).map((name) => {
        const { total, objectIds } = zeros[name];
        const good = total === 0;
        const Icon = good ? CircleCheck : TriangleAlert;
        return (
          <section
            key={name}
            aria-labelledby={name}
            className={`rounded-md p-5 ${good ? 'bg-confirmed-tint text-confirmed-text' : 'bg-danger-tint text-danger-text'}`}
          >
            <h2 id={name} className="flex items-center gap-2 text-lead">
              <Icon aria-hidden className="size-5" />
              {t(name)}
            </h2>
            <p className="figures my-1 text-hero">{total}</p>
            <p>{good ? t(`${name}Good`) : t(`${name}Bad`, { count: total })}</p>
            {objectIds.length > 0 && (
              <ul className="mt-2 break-all font-mono text-note">
                {objectIds.slice(0, 5).map((id) => (
                  <li key={id}>
                    {name === 'courtsWithoutMoney' ? (
                      <Link href={`/reservations/${id}`} className="underline">
                        {id}
                      </Link>
                    ) : (
                      id
                    )}
                  </li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </div>
  );
}
