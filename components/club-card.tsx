import { getTranslations } from 'next-intl/server';
import { dayLoad } from '@/lib/availability/day-load';
import type { FoundClub } from '@/lib/availability/search-clubs';
import type { Locale } from '@/lib/context';
import { Link } from './link';
import { formatMoney } from '@/lib/money';
import { ClubDayStrip, PlanTile } from './club-result';
import { Card } from './ui/card';

type Props = { found: FoundClub; date: string; now: number; locale: Locale };

/** A club in short: its plan, where it is, how its day looks, from how much. */
export async function ClubCard({ found, date, now, locale }: Props) {
  const t = await getTranslations('common');
  const { club, fromPriceMinor } = found;
  return (
    <Card className="relative h-full transition-colors focus-within:border-court hover:border-court">
      <PlanTile club={club} aspect={2.6} className="h-36 rounded-t-md" />
      <div className="grid gap-3 p-4">
        <div>
          <h3 className="text-lead">
            <Link
              href={`/clubs/${club.slug}`}
              className="outline-none after:absolute after:inset-0 after:rounded-md"
            >
              {club.name}
            </Link>
          </h3>
          <p className="flex justify-between gap-2 text-ink-soft">
            <span>{club.city}</span>
            {fromPriceMinor !== null && (
              <span className="figures">
                {t('from', { price: formatMoney(fromPriceMinor, club.currency, locale) })}
              </span>
            )}
          </p>
        </div>
        <ClubDayStrip club={club} load={dayLoad(club, found.busy, date, now)} now={now} />
      </div>
    </Card>
  );
}
