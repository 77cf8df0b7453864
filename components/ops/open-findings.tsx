import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { FormAction } from '@/components/ui/action-form';
import type { listFindings } from '@/lib/backoffice/list-findings';
import { inWords } from '@/lib/core/i18n/message';
import { FindingOffer } from './finding-offer';
import { HistoryLink } from './history-link';
import { adviceWords, issueWords } from './issue-words';
import { readerClock } from './reader-clock';

type Act = FormAction<unknown>;
type Props = { findings: Awaited<ReturnType<typeof listFindings>>; mend: Act; accept: Act };

/** The open findings, each with its meaning and what can be done. */
export async function OpenFindings({ findings, mend, accept }: Props) {
  const [words, advice, t] = await Promise.all([issueWords(), adviceWords(), getTranslations()]);
  const { differences, violations } = findings;
  if (differences.length + violations.length === 0) return null;
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-card">
      {differences.map(({ id, issue, objectId, at }) => (
        <Finding key={id} what={words(issue)} objectId={objectId} at={at}>
          <p className="text-ink-soft">{advice(issue)}</p>
        </Finding>
      ))}
      {violations.map(({ id, type, means, objectId, at, offer }) => (
        <Finding key={id} what={means ? inWords(means, t) : type} objectId={objectId} at={at}>
          {offer && (
            <FindingOffer offer={offer} type={type} objectId={objectId} mend={mend} accept={accept} />
          )}
        </Finding>
      ))}
    </ul>
  );
}

type FindingProps = { what: string; objectId: string; at: Date; children: ReactNode };

async function Finding({ what, objectId, at, children }: FindingProps) {
  const [t, clock] = await Promise.all([getTranslations('ops'), readerClock()]);
  return (
    <li className="grid gap-2 px-4 py-3">
      <p className="font-strong">{what}</p>
      <p className="figures flex flex-wrap items-center gap-x-3 text-note">
        <HistoryLink objectId={objectId} />
        <span className="text-ink-soft">
          {t('since')} {clock.tell(at)}
        </span>
      </p>
      {children}
    </li>
  );
}
