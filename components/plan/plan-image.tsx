import { clsx } from 'clsx';
import type { PlanView } from './plan-view';

type Props = {
  plan: PlanView;
  /** What the picture shows, for screen readers. */
  label: string;
  className?: string | undefined;
};

/** A club seen from above, to scale. The drawing is a file, which many cards and pages share. */
export const PlanImage = ({ plan: { href, viewBox }, label, className }: Props) => (
  <svg role="img" aria-label={label} viewBox={viewBox} className={clsx('figures block', className)}>
    <use href={href} />
  </svg>
);
