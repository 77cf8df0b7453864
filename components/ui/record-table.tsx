import { clsx } from 'clsx';
import type { ReactNode } from 'react';

type Props = {
  /** The id of the heading that names it. */
  labelledBy: string;
  head: readonly string[];
  /** The titles of columns whose figures stand under each other. */
  figures?: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** A dense table of records, named by their first column. It scrolls sideways on small screens. */
export function RecordTable({ labelledBy, head, figures = [], rows }: Props) {
  const side = (title: string | undefined) => figures.some((one) => one === title) && 'text-right';
  return (
    <section
      aria-labelledby={labelledBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-card"
    >
      <table className={clsx('figures w-full text-left text-note', head.length > 4 && 'min-w-184')}>
        <thead className="text-caption text-faint">
          <tr>
            {head.map((title) => (
              <th
                key={title}
                scope="col"
                className={clsx('h-9 whitespace-nowrap px-3 font-normal', side(title))}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-line border-t">
              {cells.map((cell, at) => (
                <td
                  key={head[at] ?? at}
                  className={clsx(
                    'h-10 px-3 py-2 align-baseline',
                    at === 0 && 'whitespace-nowrap',
                    side(head[at]),
                  )}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
