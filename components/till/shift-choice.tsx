import { getTranslations } from 'next-intl/server';
import { FormSelect } from '@/components/ui/form/form-fields';
import type { OpenTill } from '@/lib/billing/get-till';

/** Into which till, where it is not plain. */
export async function ShiftChoice({ open }: { open: readonly OpenTill[] }) {
  const t = await getTranslations('till');
  if (open.length < 2) return null;
  const own = open.find(({ isOwn }) => isOwn);
  return (
    <FormSelect name="shiftId" label={t('into')} defaultValue={own?.id ?? ''}>
      {!own && <option value="">{t('choose')}</option>}
      {open.map(({ id, name, openedByName }) => (
        <option key={id} value={id}>
          {[name, openedByName].filter(Boolean).join(' · ')}
        </option>
      ))}
    </FormSelect>
  );
}
