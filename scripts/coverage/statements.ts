import { z } from 'zod';
import type { Executed } from './executed';
import { placeOf } from './place';

const position = z.object({ line: z.number(), column: z.number().nullable() });

/** The report of Vitest's `json` reporter: each file's statements and how often each ran. */
export const statementsSchema = z.record(
  z.string(),
  z.object({
    statementMap: z.record(z.string(), z.object({ start: position, end: position })),
    s: z.record(z.string(), z.number()),
  }),
);
export type Statements = z.infer<typeof statementsSchema>;

/** The number of statements of a file, and of those that ran. */
export type FileCoverage = { file: string; total: number; covered: number };

/** A statement ran in a test, or when a piece within it ran elsewhere. */
export function countStatements(
  statements: Statements,
  executed: Executed,
  fileOf: (path: string) => string,
): FileCoverage[] {
  return Object.entries(statements).map(([path, { statementMap, s }]) => {
    const file = fileOf(path);
    const places = [...(executed.get(file) ?? [])].toSorted((a, b) => a - b);
    const ran = Object.entries(statementMap).filter(([id, { start, end }]) => {
      if ((s[id] ?? 0) > 0) return true;
      const from = placeOf(start.line, start.column ?? 0);
      const to = placeOf(end.line, end.column ?? Number.POSITIVE_INFINITY);
      return places.some((place) => place >= from && place < to);
    });
    return { file, total: Object.keys(statementMap).length, covered: ran.length };
  });
}
