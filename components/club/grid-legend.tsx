import { getTranslations } from 'next-intl/server';

const sample = 'flex h-4 w-6 shrink-0 items-center justify-center rounded-[4px] text-caption';

/** What the cells of the grid mean. */
export async function GridLegend({ durationMinutes }: { durationMinutes: number }) {
  const t = await getTranslations('club');
  return (
    <div className="mt-3 flex flex-wrap gap-x-6 gap-y-1.5 text-note text-soft">
      <ul aria-hidden className="contents">
        <li className="flex items-center gap-2">
          <span className={`${sample} border border-free-line bg-free font-strong text-on-free`}>45</span>
          {t('legendFree', { duration: durationMinutes })}
        </li>
        <li className="flex items-center gap-2">
          <span className={`${sample} bg-taken`} />
          {t('legendTaken')}
        </li>
        <li className="flex items-center gap-2">
          <span className={`${sample} bg-sunken`}>
            <span className="size-1 rounded-full bg-faint" />
          </span>
          {t('legendGap', { duration: durationMinutes })}
        </li>
        <li className="flex items-center gap-2">
          <span className={`${sample} bg-court`} />
          {t('legendChosen')}
        </li>
      </ul>
      {/* A reader with a pointer usually has a keyboard. */}
      <p className="needs-script hidden sm:[@media(hover:hover)]:block">{t('gridHint')}</p>
    </div>
  );
}
