import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-4 h-8.5 w-72 max-w-full" />
      <Skeleton className="h-13" />
      <Skeleton className="mt-4 h-20" />
      <Skeleton className="mt-4 h-11" />
      <div className="mt-16 grid gap-4">
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} className="h-84 sm:h-60" />
        ))}
      </div>
    </div>
  );
}
