import { Lock, ShieldCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Skeleton } from '@/components/ui/skeleton';

export type PaymentLabels = {
  pay: string;
  /** The end of free cancellation, shown at the button. */
  promise: string;
  /** That VAT is included, and that a failure charges nothing. */
  whole: string;
  paying: string;
  loading: string;
  secure: string;
  declined: string;
  safe: string;
  awayTitle: string;
  awayText: string;
  retry: string;
  /** The message for each decline code of Stripe, `other` for the rest. */
  declines: Readonly<Record<string, string>> & { other: string };
};

/** As tall as the form, so that nothing below it moves. */
export function LoadingForm({ labels }: { labels: PaymentLabels }) {
  return (
    <div className="needs-script grid gap-4">
      <div className="min-h-52">
        <FormSkeleton label={labels.loading} />
      </div>
      <PayBar promise={labels.promise}>
        <Skeleton className="h-13" />
      </PayBar>
      <Assurances labels={labels} />
    </div>
  );
}

/** The form did not load. A payment in another tab is possible, so the text does not mention payments. */
export function PaymentAway({ labels, onRetry }: { labels: PaymentLabels; onRetry: () => void }) {
  return (
    <Callout tone="danger" urgent title={labels.awayTitle}>
      <p>{labels.awayText}</p>
      <Button look="secondary" className="mt-3" onClick={onRetry}>
        {labels.retry}
      </Button>
    </Callout>
  );
}

/** The button with its note, at the bottom of the screen on a phone. */
export function PayBar({ promise, children }: { promise: string; children: ReactElement }) {
  return (
    <div className="pay-bar grid gap-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:border-edge max-lg:border-t max-lg:bg-card max-lg:px-4 max-lg:py-3">
      {children}
      <p className="text-center text-note text-soft first-letter:uppercase">{promise}</p>
    </div>
  );
}

export function Assurances({ labels }: { labels: Pick<PaymentLabels, 'whole' | 'secure'> }) {
  return (
    <ul className="grid gap-1.5 text-note text-soft">
      <li className="flex gap-2">
        <ShieldCheck aria-hidden className="mt-0.5 size-4 shrink-0" />
        {labels.whole}
      </li>
      <li className="flex gap-2">
        <Lock aria-hidden className="mt-0.5 size-4 shrink-0" />
        {labels.secure}
      </li>
    </ul>
  );
}

export function FormSkeleton({ label }: { label: string }) {
  return (
    <div className="needs-script grid gap-4">
      <p className="sr-only" role="status">
        {label}
      </p>
      <Skeleton className="h-11" />
      <Skeleton className="h-11" />
      <div className="grid grid-cols-2 gap-4">
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
    </div>
  );
}
