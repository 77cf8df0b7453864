import { clsx } from 'clsx';
import { getTranslations } from 'next-intl/server';
import { CourtPlan } from '@/components/plan/court-plan';
import type { Club } from '@/lib/catalogue/catalogue';

type Props = { club: Club; aspect: number; className: string };

/** The plan of a club as the picture of its card. */
export async function PlanTile({ club, aspect, className }: Props) {
  const t = await getTranslations('plan');
  const indoor = club.courts.filter((court) => court.indoor).length;
  return (
    <div className={clsx('flex items-center bg-sunken p-2 sm:p-4', className)}>
      <CourtPlan
        courts={club.courts}
        aspect={aspect}
        label={t('label', { club: club.name, courts: club.courts.length, indoor })}
        className="mx-auto h-full max-h-40 w-full"
      />
    </div>
  );
}
