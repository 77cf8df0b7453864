import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** One fact of a booking, with its icon. */
export function FactRow({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-4 border-line border-t py-4 first:border-t-0">
      <Icon aria-hidden className="mt-0.5 size-5 text-soft" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
