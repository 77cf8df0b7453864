import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy="true">
      <div className="grid items-center gap-6 md:grid-cols-[1fr_22rem]">
        <div className="grid gap-3">
          <Skeleton className="h-11 w-80 max-w-full" />
          <Skeleton className="h-6.5 w-96 max-w-full" />
        </div>
        <Skeleton className="h-56" />
      </div>
      <Skeleton className="mt-8 h-20" />
      <Skeleton className="mt-5 h-11 w-64" />
      <Skeleton className="mt-5 h-96" />
    </div>
  );
}
