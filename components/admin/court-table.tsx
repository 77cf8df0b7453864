import { getTranslations } from 'next-intl/server';
import { RecordTable } from '@/components/ui/record-table';
import type { Court } from '@/lib/catalogue/catalogue';

/** A club's courts in their order. */
export async function CourtTable({ courts }: { courts: readonly Court[] }) {
  const t = await getTranslations();
  return (
    <RecordTable
      labelledBy="courts"
      head={[t('setUp.court'), t('setUp.sport'), t('setUp.cover'), t('setUp.surface'), t('setUp.format')]}
      rows={courts.map((court) => ({
        key: court.id,
        cells: [
          <strong key="name">{court.name}</strong>,
          t(`sport.${court.sport}`),
          t(court.indoor ? 'cover.indoor' : 'cover.outdoor'),
          t(`surface.${court.surface}`),
          t(`setUp.format_${court.format}`),
        ],
      }))}
    />
  );
}
