import { getLocale, getTranslations } from 'next-intl/server';
import type { Till } from '@/lib/billing/get-till';
import { formatMoney } from '@/lib/core/money';

/** What the drawer should hold, and what came by each other way today. */
export async function TillFigures({ till }: { till: Till }) {
  const [t, locale] = await Promise.all([getTranslations('till'), getLocale()]);
  const { currency } = till.club;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const drawers = till.open.flatMap(({ report }) => report ?? []);
  // Cash counts by its drawers, unless none is shown.
  const others = till.sums.filter(
    ({ method, count }) => method !== 'cash' || (drawers.length === 0 && count > 0),
  );
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-card border border-line bg-card sm:grid-cols-3 xl:flex">
      {drawers.map((shift) => {
        const cash = shift.sums.find(({ method }) => method === 'cash');
        return (
          <Figure
            key={shift.id}
            wide
            name={drawers.length > 1 ? t('drawerOf', { name: shift.name }) : t('drawer')}
            figure={money(shift.expectedMinor)}
            note={t('drawerNote', {
              float: money(shift.floatMinor),
              in: money(cash?.inMinor ?? 0),
              out: money(cash?.outMinor ?? 0),
            })}
          />
        );
      })}
      {others.map(({ method, inMinor, outMinor, count }) => (
        <Figure
          key={method}
          name={t(`method_${method}`)}
          figure={money(inMinor - outMinor)}
          note={t('entriesCount', { count })}
        />
      ))}
      {till.online && (
        <Figure
          name={t('online')}
          figure={money(till.online.inMinor - till.online.outMinor)}
          note={t('onlineNote', { count: till.online.count, back: money(till.online.outMinor) })}
        />
      )}
    </dl>
  );
}

type FigureProps = { name: string; figure: string; note: string; wide?: boolean };

function Figure({ name, figure, note, wide = false }: FigureProps) {
  return (
    <div
      className={`-mt-px -ml-px border-line border-t border-l px-4 py-3 ${wide ? 'col-span-2 sm:col-span-3 xl:flex-[1.5]' : 'xl:flex-1'}`}
    >
      <dt className="text-note text-soft">{name}</dt>
      <dd>
        <span className="figures block font-strong text-head max-sm:text-title">{figure}</span>
        <span className="figures block text-caption text-faint">{note}</span>
      </dd>
    </div>
  );
}
