import { clsx } from 'clsx';
import type { SignName } from './board-signs';

type Props = { name: SignName; className?: string };

/** A sign that is drawn elsewhere in the page. */
export const Sign = ({ name, className = 'size-3' }: Props) => (
  <svg aria-hidden="true" className={clsx('shrink-0', className)}>
    <use href={`#sign-${name}`} />
  </svg>
);

/** A sign whose sense is read aloud. */
export const Mark = ({ label, ...sign }: Props & { label: string }) => (
  <>
    <Sign {...sign} />
    <span className="sr-only">{label}</span>
  </>
);
