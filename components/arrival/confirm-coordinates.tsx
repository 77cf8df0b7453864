'use client';

import { useFieldError } from '@/components/ui/action-form';
import { CheckField } from '@/components/ui/field';

/** The box that confirms unlikely coordinates, once the action has asked. */
export function ConfirmCoordinates({ label }: { label: string }) {
  const asked = useFieldError('latitude')?.includes('confirm');
  return asked ? <CheckField name="confirmCoordinates" label={<span>{label}</span>} /> : null;
}
