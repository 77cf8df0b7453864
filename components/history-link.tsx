import { Link } from './link';

/** An object by its id, leading to all that is known of it. */
export const HistoryLink = ({ objectId }: { objectId: string }) => (
  <Link
    href={`/admin/history/${encodeURIComponent(objectId)}`}
    className="inline-flex min-h-11 items-center break-all font-mono text-court-text underline"
  >
    {objectId}
  </Link>
);
