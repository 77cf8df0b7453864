import { array, boolean, nullable, object, record, string, unknown } from 'zod/mini';

/** The acts of a club as its API lists them, as far as the palette shows them. */
const actsSchema = object({
  results: array(
    object({
      id: string(),
      kind: string(),
      by: object({ name: nullable(string()) }),
      at: string(),
      undone_at: nullable(string()),
      undoable: boolean(),
      summary: record(string(), unknown()),
    }),
  ),
});

export type RecentAct = ReturnType<typeof actsSchema.parse>['results'][number];

const SHOWN = 5;

/** What was done last and stands. None when the club does not answer. */
export async function askActs(clubId: number, signal: AbortSignal): Promise<RecentAct[]> {
  try {
    const response = await fetch(`/api/v1/clubs/${clubId}/acts?page_size=${SHOWN * 2}`, { signal });
    if (!response.ok) return [];
    const { results } = actsSchema.parse(await response.json());
    return results.filter(({ undone_at }) => undone_at === null).slice(0, SHOWN);
  } catch {
    return [];
  }
}

/** Whether an act was taken back. */
export async function undoAct(id: string): Promise<boolean> {
  try {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    return (await fetch(`/api/v1/acts/${id}/undo`, { method: 'POST', headers })).ok;
  } catch {
    return false;
  }
}
