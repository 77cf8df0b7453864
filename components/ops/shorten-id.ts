const HEAD = 8;
const TAIL = 6;

/** The two ends of an id: `0199c0de-…` → `0199c0de…f3a91b`. A short one stays whole. */
export const shortenId = (id: string): string =>
  id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
