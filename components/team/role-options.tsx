import { getTranslations } from 'next-intl/server';
import { control } from '@/components/ui/field';
import { STAFF_ROLES } from '@/db/schema';
import type { StaffRole } from '@/lib/core/context';

/** The roles of a club to pick one from. */
export async function RoleOptions({ label, role }: { label: string; role: StaffRole }) {
  const t = await getTranslations('desk');
  return (
    <select name="role" aria-label={label} defaultValue={role} className={control('min-w-0')}>
      {STAFF_ROLES.map((one) => (
        <option key={one} value={one}>
          {t(`role_${one}`)}
        </option>
      ))}
    </select>
  );
}
