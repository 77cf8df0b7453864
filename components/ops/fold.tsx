import { ChevronDown, CircleCheck, History, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const LOOKS = {
  well: { Icon: CircleCheck, colour: 'text-confirmed-text' },
  amiss: { Icon: TriangleAlert, colour: 'text-danger-text' },
  past: { Icon: History, colour: 'text-soft' },
} as const;

type Props = {
  /** Of the heading, which names what is in it. */
  id: string;
  title: string;
  state: keyof typeof LOOKS;
  /** How it stands, in a sentence. */
  line: string;
  /** Absent where the line says all. */
  children?: ReactNode;
};

/** A part of a page with its state in one line, open only while something is wrong. */
export function Fold({ id, title, state, line, children }: Props) {
  const { Icon, colour } = LOOKS[state];
  const head = (
    <>
      <Icon aria-hidden className={`size-5 shrink-0 ${colour}`} />
      <span className="min-w-0 flex-1">
        <h2 id={id} className="inline font-strong text-lead">
          {title}
        </h2>{' '}
        <span className={`block ${state === 'past' ? 'text-ink-soft' : colour}`}>{line}</span>
      </span>
    </>
  );
  const row = 'flex min-h-11 items-center gap-3 px-4 py-3';
  const frame = 'rounded-md border border-line bg-card';
  if (!children) return <div className={`${row} ${frame}`}>{head}</div>;
  return (
    <details open={state === 'amiss'} className={`group ${frame}`}>
      <summary className={`${row} cursor-pointer`}>
        {head}
        <ChevronDown aria-hidden className="size-5 shrink-0 text-soft group-open:rotate-180" />
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] justify-items-start gap-3 border-line border-t p-4 *:max-w-full">
        {children}
      </div>
    </details>
  );
}
