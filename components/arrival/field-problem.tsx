'use client';

import { useFieldError } from '@/components/ui/form/form-state';

/** What the action says of a group of boxes. */
export function FieldProblem({ name, text }: { name: string; text: string }) {
  const problem = useFieldError(name);
  return problem === undefined ? null : (
    <p role="alert" className="text-danger-text text-note">
      {text}
    </p>
  );
}
