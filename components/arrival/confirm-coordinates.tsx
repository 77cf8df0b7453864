'use client';

import { FormCheck } from '@/components/ui/form/form-fields';
import { useFieldError } from '@/components/ui/form/form-state';

/** The box that confirms unlikely coordinates, once the action has asked. */
export function ConfirmCoordinates({ label }: { label: string }) {
  const asked = useFieldError('latitude')?.includes('confirm');
  return asked ? <FormCheck name="confirmCoordinates" label={<span>{label}</span>} /> : null;
}
