import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { ROLES, STACKED } from './stacked';

type Props = {
  /** The id of the heading that names it. */
  labelledBy: string;
  head: readonly string[];
  /** The titles of columns whose figures stand under each other. */
  figures?: readonly string[];
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
};

/** A dense table of records, named by their first column. On phones each of a wide one is a list of its cells. */
export function RecordTable({ labelledBy, head, figures = [], rows }: Props) {
  const side = (title: string | undefined) => figures.some((one) => one === title) && 'sm:text-right';
  const stacked = head.length > 3 ? STACKED : null;
  return (
    <section
      aria-labelledby={labelledBy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-card border border-line bg-card"
    >
      <table
        {...ROLES.table}
        className={clsx(
          'figures w-full text-left text-note',
          head.length > 5 && 'sm:min-w-184',
          stacked?.table,
        )}
      >
        <thead {...ROLES.group} className={clsx('text-caption text-faint', stacked?.head)}>
          <tr {...ROLES.row}>
            {head.map((title) => (
              <th
                key={title}
                {...ROLES.head}
                scope="col"
                className={clsx('h-9 whitespace-nowrap px-3 font-normal', side(title))}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...ROLES.group} className={stacked?.body}>
          {rows.map(({ key, cells }) => (
            <tr key={key} {...ROLES.row} className={clsx('border-line border-t', stacked?.row)}>
              {cells.map((cell, at) => (
                <td
                  key={head[at] ?? at}
                  {...ROLES.cell}
                  data-label={head[at]}
                  className={clsx(
                    'h-10 px-3 py-2 align-baseline',
                    at === 0 && 'whitespace-nowrap',
                    side(head[at]),
                    at === 0 ? stacked?.first : stacked?.cell,
                  )}
                >
                  {stacked ? <div className="contents max-sm:block max-sm:min-w-0">{cell}</div> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
