/** The one file that changes a status of a reservation, a payment or a refund. */
const STATES = 'lib/ledger/states.ts';

const DRIZZLE =
  /\.update\(\s*(reservations|payments|refunds)\s*\)\s*\.set\(([\s\S]*?)\)\s*(?:\.where\(|\.from\(|\.returning\(|;)/g;
const SQL =
  /\bupdate\s+"?(reservations|payments|refunds)"?\b[^`]*?\bset\b([^`]*?)(?:\bwhere\b|\bfrom\b|\breturning\b|`)/gi;

/** Where a status is changed outside the table of moves, a sentence each. */
export function findStatusWrites({ file, text }: { file: string; text: string }): string[] {
  if (file === STATES || !/^(app|components|inngest|lib)\//.test(file)) return [];
  const written = [
    ...[...text.matchAll(DRIZZLE)].filter(([, , set = '']) => namesStatus(set, text)),
    ...[...text.matchAll(SQL)].filter(([, , set = '']) => /\bstatus"?\s*=/i.test(set)),
  ];
  return written.map(([, table]) => `${file} sets a status of ${table}: only ${STATES} does.`);
}

/** Also through an object of the same file that is named or spread there. */
function namesStatus(set: string, text: string, seen: readonly string[] = []): boolean {
  if (/(?:^|[{,\s])status\s*(?:[:,}]|$)/.test(set)) return true;
  const named = [...set.matchAll(/(?:^\s*|\.\.\.\(?\s*)([A-Za-z_]\w*)/g)].flatMap(([, name]) => name ?? []);
  return named
    .filter((name) => !seen.includes(name))
    .some((name) =>
      [...text.matchAll(new RegExp(`\\bconst ${name}\\b[^=]*=([^;]*);`, 'g'))].some(([, value = '']) =>
        namesStatus(value, text, [...seen, name]),
      ),
    );
}
