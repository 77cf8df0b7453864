import { getTranslations } from 'next-intl/server';
import { Badge, type Tone } from '@/components/ui/badge';
import type { Locale } from '@/lib/core/context';
import { briefly, PROVIDER_NAMES } from '@/lib/diagnostics/service-finding';
import { CHECKED } from '@/lib/services/call/checked-services';
import type { Health, HealthReport } from '@/lib/services/call/health';

const TONES = {
  healthy: 'confirmed',
  degraded: 'held',
  unhealthy: 'danger',
} as const satisfies Record<Health['status'], Tone>;

/** Every service that Pista calls, with its state and speed. */
export async function ServiceBoard({ report, locale }: { report: HealthReport; locale: Locale }) {
  const t = await getTranslations('services');
  const ms = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value);
  const columns = ['service', 'provider', 'status', 'breaker', 'latency', 'p95', 'error'] as const;
  return (
    <section
      className="overflow-x-auto rounded-md border border-line bg-card"
      aria-label={t('board')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      tabIndex={0}
    >
      <table className="figures w-full min-w-3xl text-left">
        <thead className="text-ink-soft text-note">
          <tr className="border-line border-b">
            {columns.map((column) => (
              <th key={column} scope="col" className="px-4 py-2 font-normal">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {CHECKED.map((name) => {
            const { status, breaker, latencyMs, p95Ms, error, lastFailure, checkedAt } = report[name];
            return (
              <tr key={name}>
                <th scope="row" className="px-4 py-3 font-strong">
                  {t(`name.${name}`)}
                </th>
                <td className="px-4 py-3 text-ink-soft">{PROVIDER_NAMES[name]}</td>
                <td className="px-4 py-3">
                  <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
                </td>
                <td className="px-4 py-3">{t(`breaker.${breaker}`)}</td>
                <td className="px-4 py-3">{ms(latencyMs)} ms</td>
                <td className="px-4 py-3">{ms(p95Ms)} ms</td>
                <td className="max-w-80 wrap-anywhere px-4 py-3 text-ink-soft">
                  {error ??
                    (lastFailure
                      ? t('ago', {
                          ago: briefly(checkedAt.getTime() - lastFailure.at.getTime()),
                          what: lastFailure.message,
                        })
                      : '—')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
