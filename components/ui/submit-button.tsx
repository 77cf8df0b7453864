'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';

/**
 * A form's button that shows its work, ignores further presses, and keeps its width and focus. Its text has its own
 * element, because translation moves bare text.
 */
export function SubmitButton({ children, ...props }: Omit<ComponentProps<typeof Button>, 'type'>) {
  const { pending } = useFormStatus();
  const swallow = (event: MouseEvent) => {
    if (pending) event.preventDefault();
  };
  return (
    <Button type="submit" aria-disabled={pending} aria-busy={pending} onClick={swallow} {...props}>
      {pending && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      <span className="contents">{children}</span>
    </Button>
  );
}
