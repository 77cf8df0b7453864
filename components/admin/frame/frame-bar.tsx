import type { ReactNode } from 'react';

/** A line over all of the frame that stays until its cause is gone. */
export const FrameBar = ({ urgent = false, children }: { urgent?: boolean; children: ReactNode }) => (
  <div
    role={urgent ? 'alert' : 'status'}
    className="fixed inset-x-0 bottom-14 z-50 flex flex-wrap items-center justify-center gap-x-4 gap-y-2 bg-ink px-4 py-2 text-center text-note text-on-ink md:bottom-0"
  >
    {children}
  </div>
);
