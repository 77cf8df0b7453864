import type { ReactNode } from 'react';

type Props = {
  /** The id of the heading that names it. */
  labelledBy: string;
  head: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** Rows of facts, dense; it scrolls sideways by itself where the page is narrow. */
export function RecordTable({ labelledBy, head, rows }: Props) {
  return (
    <section
      aria-labelledby={labelledBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line"
    >
      <table className="figures w-full text-left text-note">
        <thead className="bg-sunken text-ink-soft">
          <tr>
            {head.map((title) => (
              <th key={title} scope="col" className="whitespace-nowrap px-3 py-2 font-strong">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key} className="border-line border-t">
              {cells.map((cell, at) => (
                <td key={head[at] ?? at} className="px-3 py-2 align-top">
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
