/** The list of a club's people, without its language. `club` is its slug or id. */
export const peoplePath = (club: string) => `/admin/${encodeURIComponent(club)}/people` as const;

type Shown = { q: string; segment?: string | undefined; page?: number };

/** The list with these words, of this segment, from this page on. */
export function peopleHref(path: string, { q, segment, page = 1 }: Shown): string {
  const query = new URLSearchParams({
    ...(q !== '' && { q }),
    ...(segment && { segment }),
    ...(page > 1 && { page: String(page) }),
  });
  return query.size > 0 ? `${path}?${query}` : path;
}

/** The page of one of them. */
export const personPath = (club: string, id: string) =>
  `${peoplePath(club)}/${encodeURIComponent(id)}` as const;

/** The page that makes two of them one. */
export const mergePath = (club: string, id: string) => `${personPath(club, id)}/merge` as const;
