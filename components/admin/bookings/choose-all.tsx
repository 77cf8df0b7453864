'use client';

import { useEffect, useRef } from 'react';

/** The box over the boxes of a table's rows: it ticks them all, and shows when all or some are ticked. */
export function ChooseAll({ label }: { label: string }) {
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const form = box.current?.form;
    const show = () => {
      if (!box.current) return;
      const rows = rowBoxes(box.current);
      const ticked = rows.filter(({ checked }) => checked).length;
      box.current.checked = ticked > 0 && ticked === rows.length;
      box.current.indeterminate = ticked > 0 && ticked < rows.length;
    };
    show();
    form?.addEventListener('change', show);
    return () => form?.removeEventListener('change', show);
  }, []);

  return (
    <label className="needs-script flex items-center gap-3">
      <input
        ref={box}
        type="checkbox"
        onChange={({ target }) => {
          for (const row of rowBoxes(target)) row.checked = target.checked;
        }}
        className="block size-5 accent-ink"
      />
      <span className="sm:sr-only">{label}</span>
    </label>
  );
}

const rowBoxes = ({ form }: HTMLInputElement): HTMLInputElement[] => [
  ...(form?.querySelectorAll<HTMLInputElement>('tbody input[name=id]') ?? []),
];
