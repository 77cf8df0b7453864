import { getTranslations } from 'next-intl/server';
import { DownloadForm } from '@/components/shared/download-form';
import { errorWords } from '@/components/shared/error-words';
import type { FormAction } from '@/components/ui/action-form';
import { Section } from '@/components/ui/section';

type Props = { clubId: number; back: string; allow: FormAction<string> };

/** Taking all that the club has along, as one archive. */
export async function ExportClub({ clubId, back, allow }: Props) {
  const t = await getTranslations('leaving');
  return (
    <Section id="export" title={t('export')} lead={t('exportLead')}>
      <DownloadForm
        action={allow}
        href={`/api/v1/clubs/${clubId}/export`}
        words={await errorWords({}, back)}
        labels={{ ask: t('exportAsk'), ready: t('exportReady'), file: t('exportFile') }}
      />
    </Section>
  );
}
