'use client';

import { LoaderCircle } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import { useFormStatus } from 'react-dom';
import { Button } from './button';

/**
 * A form's button that says it is working and swallows further presses; it keeps its width and its focus. Its words
 * have an element of their own, since a browser's translation moves bare text away.
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
