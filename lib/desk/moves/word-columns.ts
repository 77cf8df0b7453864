/** What staff write on a booking. Empty or null is nothing, undefined leaves what is there. */
export type NewWords = { title?: string | null | undefined; note?: string | null | undefined };

export const wordColumns = ({ title, note }: NewWords) => ({
  ...(title !== undefined && { title: title || null }),
  ...(note !== undefined && { note: note || null }),
});
