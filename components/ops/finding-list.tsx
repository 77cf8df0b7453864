import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { errorWords } from '@/components/shared/error-words';
import { ActionForm, type FormAction } from '@/components/ui/action-form';
import { Badge, type Tone } from '@/components/ui/badge';
import { SubmitButton } from '@/components/ui/submit-button';
import { inWords } from '@/lib/core/i18n/message';
import type { Remedy } from '@/lib/diagnostics/remedy';
import type { ServiceFinding } from '@/lib/diagnostics/service-finding';

type Props = { findings: readonly ServiceFinding[]; remedy: FormAction<void> };

const LOOK = {
  ok: { tone: 'confirmed', Icon: CircleCheck },
  warn: { tone: 'held', Icon: TriangleAlert },
  bad: { tone: 'danger', Icon: CircleAlert },
} as const satisfies Record<ServiceFinding['state'], { tone: Tone; Icon: unknown }>;

/** The results of the diagnoses, one line each, with what to do and a button where there is one. */
export async function FindingList({ findings, remedy }: Props) {
  const [t, all, words] = await Promise.all([getTranslations('services'), getTranslations(), errorWords()]);
  const worstFirst = (['bad', 'warn', 'ok'] as const).flatMap((state) =>
    findings.filter((finding) => finding.state === state),
  );
  return (
    <ul className="divide-y divide-line rounded-md border border-line bg-card">
      {worstFirst.map((finding) => {
        const { tone, Icon } = LOOK[finding.state];
        return (
          <li key={finding.id} className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
            <span className="w-24 shrink-0">
              <Badge tone={tone} icon={<Icon aria-hidden className="size-3.5" />}>
                {t(`state.${finding.state}`)}
              </Badge>
            </span>
            <div className="min-w-0 flex-1 basis-64">
              <p className="figures wrap-anywhere">{inWords(finding.what, all)}</p>
              {finding.state !== 'ok' && (
                <p className="wrap-anywhere text-ink-soft">{inWords(finding.advice, all)}</p>
              )}
            </div>
            {finding.state !== 'ok' && finding.remedy && (
              <ActionForm action={remedy} words={words} done={t('done')} className="grid gap-2">
                <RemedyFields remedy={finding.remedy} />
                <SubmitButton look="secondary" size="dense">
                  {t(`remedy.${finding.remedy.kind}`)}
                </SubmitButton>
              </ActionForm>
            )}
          </li>
        );
      })}
    </ul>
  );
}

const RemedyFields = ({ remedy }: { remedy: Remedy }) =>
  Object.entries(remedy).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
