/** The list of a club's people, without its language. `club` is its slug or id. */
export const peoplePath = (club: string) => `/admin/${encodeURIComponent(club)}/people` as const;

/** The page of one of them. */
export const personPath = (club: string, id: string) =>
  `${peoplePath(club)}/${encodeURIComponent(id)}` as const;

/** The page that makes two of them one. */
export const mergePath = (club: string, id: string) => `${personPath(club, id)}/merge` as const;
