import { ShortId } from './short-id';

/** An object by its id, leading to all that is known of it. */
export const HistoryLink = ({ objectId }: { objectId: string }) => (
  <ShortId id={objectId} href={`/ops/history/${encodeURIComponent(objectId)}`} />
);
