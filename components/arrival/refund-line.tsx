'use client';

import { type ChangeEvent, type PointerEvent, useRef, useState } from 'react';
import { FormText } from '@/components/ui/form/form-fields';
import { useTyped } from '@/components/ui/form/form-state';
import type { RefundPolicy } from '@/db/schema/clubs';
import { dragged, type Handle, lineOf, SIZE } from './refund-line-shape';

type Words = Record<
  'freeHours' | 'laterPercent' | 'nothingHours' | 'unfit' | 'unfitOrder' | 'start' | 'hours',
  string
>;
type Props = { policy: RefundPolicy; words: Words };

const HANDLES = ['freeHours', 'laterPercent', 'nothingHours'] as const satisfies readonly Handle[];

/**
 * What a cancellation gives back, as a line over the hours before the game. Its three handles are dragged, and the
 * fields below say and set the same.
 */
export function RefundLine({ policy: saved, words }: Props) {
  const begun = useTypedPolicy(saved);
  const [policy, setPolicy] = useState(begun);
  const [held, setHeld] = useState<Handle | null>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const { path, places, mostHours } = lineOf(policy);
  const drag = (event: PointerEvent) => {
    const box = drawing.current?.getBoundingClientRect();
    if (held === null || !box || box.width === 0) return;
    const at = {
      x: ((event.clientX - box.left) / box.width) * SIZE.width,
      y: ((event.clientY - box.top) / box.height) * SIZE.height,
    };
    setPolicy(dragged(policy, held, at, mostHours));
  };
  const type = (name: Handle) => (event: ChangeEvent<HTMLInputElement>) =>
    setPolicy({ ...policy, [name]: event.target.value === '' ? 0 : event.target.valueAsNumber });
  return (
    <div className="grid gap-4">
      <svg
        ref={drawing}
        aria-hidden
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        onPointerMove={drag}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        className="w-full touch-none select-none rounded-card border border-line bg-card"
      >
        <path d={`${path} V ${SIZE.bottom} H ${SIZE.left} Z`} className="fill-court-tint" />
        <path d={path} fill="none" strokeWidth="2.5" className="stroke-court" />
        <path d={`M ${SIZE.left} ${SIZE.bottom} H ${SIZE.right}`} className="stroke-line-strong" />
        <text x={SIZE.left} y={SIZE.height - 8} className="fill-faint text-caption">
          {`${mostHours} ${words.hours}`}
        </text>
        <text x={SIZE.right} y={SIZE.height - 8} textAnchor="end" className="fill-faint text-caption">
          {words.start}
        </text>
        {HANDLES.map((handle) => (
          <g
            key={handle}
            onPointerDown={(event) => {
              drawing.current?.setPointerCapture(event.pointerId);
              setHeld(handle);
            }}
            className={handle === 'laterPercent' ? 'cursor-ns-resize' : 'cursor-ew-resize'}
          >
            <circle cx={places[handle].x} cy={places[handle].y} r="22" className="fill-transparent" />
            <circle
              cx={places[handle].x}
              cy={places[handle].y}
              r="8"
              strokeWidth="2.5"
              className="fill-card stroke-court"
            />
          </g>
        ))}
      </svg>
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {HANDLES.map((name) => (
          <FormText
            key={name}
            label={words[name]}
            name={name}
            type="number"
            inputMode="numeric"
            required
            min={0}
            max={name === 'laterPercent' ? 100 : 720}
            value={policy[name]}
            onChange={type(name)}
            unfit={{ 'must not be longer before the game': words.unfitOrder, otherwise: words.unfit }}
          />
        ))}
      </div>
    </div>
  );
}

/** What was typed without scripts, or else what is saved. */
function useTypedPolicy(saved: RefundPolicy): RefundPolicy {
  const [freeHours, laterPercent, nothingHours] = [
    useTyped('freeHours'),
    useTyped('laterPercent'),
    useTyped('nothingHours'),
  ];
  const numberOr = (typed: string | undefined, otherwise: number) => Number(typed ?? otherwise) || 0;
  return {
    freeHours: numberOr(freeHours, saved.freeHours),
    laterPercent: numberOr(laterPercent, saved.laterPercent),
    nothingHours: numberOr(nothingHours, saved.nothingHours),
  };
}
