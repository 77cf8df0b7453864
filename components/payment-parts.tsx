import { Lock } from 'lucide-react';
import { Button } from './ui/button';
import { Callout } from './ui/callout';
import { Skeleton } from './ui/skeleton';

export type PaymentLabels = {
  pay: string;
  paying: string;
  loading: string;
  secure: string;
  declined: string;
  safe: string;
  awayTitle: string;
  awayText: string;
  retry: string;
  /** What each of Stripe's decline codes means to the player; `other` for the rest. */
  declines: Readonly<Record<string, string>> & { other: string };
};

/** As tall as the form that comes, so that nothing below it moves. */
export function LoadingForm({ labels }: { labels: Pick<PaymentLabels, 'loading' | 'secure'> }) {
  return (
    <div className="needs-script grid gap-4">
      <div className="min-h-52">
        <FormSkeleton label={labels.loading} />
      </div>
      <Skeleton className="h-13" />
      <Secure text={labels.secure} />
    </div>
  );
}

/** The form did not come. Whether something was paid from elsewhere is not known here, so nothing is said of it. */
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

export function Secure({ text }: { text: string }) {
  return (
    <p className="flex items-center justify-center gap-2 text-ink-soft text-note">
      <Lock aria-hidden className="size-4 shrink-0" />
      {text}
    </p>
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
