const HEAD = 8;
const TAIL = 6;

/** An id by its two ends: `0199c0de-…` → `0199c0de…f3a91b`. One that would not get shorter stays whole. */
export const shortenId = (id: string): string =>
  id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
