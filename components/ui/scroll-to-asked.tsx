'use client';

import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** Another one is another place to look at. */
  asked: string | null;
  className?: string;
  children: ReactNode;
};

/** Scrolls within itself. It opens with the element marked `data-asked` in the middle. */
export function ScrollToAsked({ asked, className, children }: Props) {
  const box = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another asked time is another place to look at
  useEffect(() => {
    const place = box.current?.querySelector('[data-asked]');
    if (!box.current || !(place instanceof HTMLElement)) return;
    const at = place.getBoundingClientRect();
    const around = box.current.getBoundingClientRect();
    box.current.scrollTop += at.top - around.top - (around.height - at.height) / 2;
    box.current.scrollLeft += at.left - around.left - (around.width - at.width) / 2;
  }, [asked]);

  return (
    <div ref={box} className={className}>
      {children}
    </div>
  );
}
