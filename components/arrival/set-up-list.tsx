import { clsx } from 'clsx';
import { Check, Circle } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { Link } from '@/components/shared/link';
import type { SetUp } from '@/lib/clubs/arrival/set-up-steps';
import { stepPath } from './step-page';

type Props = { asked: string; setUp: Pick<SetUp, 'steps' | 'facts'> };

/** The steps of a set-up, each with what it found and the page where it is done. */
export async function SetUpList({ asked, setUp: { steps, facts } }: Props) {
  const t = await getTranslations('setUpList');
  const lacking = facts.map((fact) => t(`fact_${fact}`)).join(', ');
  return (
    <ol className="overflow-hidden rounded-card border border-line bg-card">
      {steps.map(({ step, isDone, isNeeded }) => (
        <li key={step} className="flex items-start gap-3 border-line not-first:border-t px-4 py-3">
          <Mark isDone={isDone} />
          <div className="min-w-0 flex-1">
            <h2 className="font-strong">
              <span>{t(`step_${step}`)}</span>
              <span className="sr-only">{isDone ? t('done') : t('open')}</span>
            </h2>
            <p className="text-note text-soft">
              {step === 'facts' && lacking !== '' ? t('lacking', { facts: lacking }) : t(`text_${step}`)}
            </p>
            {!isNeeded && !isDone && <p className="text-caption text-faint">{t('notNeeded')}</p>}
          </div>
          <Link
            href={stepPath(asked, step)}
            aria-label={t(isDone ? 'changeOf' : 'doOf', { step: t(`step_${step}`) })}
            className="inline-flex min-h-11 items-center whitespace-nowrap underline"
          >
            {isDone ? t('change') : t('do')}
          </Link>
        </li>
      ))}
    </ol>
  );
}

function Mark({ isDone }: { isDone: boolean }) {
  const Icon = isDone ? Check : Circle;
  return (
    <Icon aria-hidden className={clsx('mt-0.5 size-5 shrink-0', isDone ? 'text-ok-text' : 'text-faint')} />
  );
}
