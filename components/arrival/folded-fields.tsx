'use client';

import type { ReactNode } from 'react';
import { useFieldErrors } from '@/components/ui/form/form-state';

type Props = { label: string; names: readonly string[]; children: ReactNode };

/** Fields that few need, folded until opened or until the action says something of one. */
export function FoldedFields({ label, names, children }: Props) {
  const errors = useFieldErrors();
  const isWrong = names.some((name) => Object.hasOwn(errors, name));
  return (
    <details open={isWrong || undefined}>
      <summary className="min-h-11 cursor-pointer py-2 text-soft underline">{label}</summary>
      <div className="grid gap-4 pt-2">{children}</div>
    </details>
  );
}
