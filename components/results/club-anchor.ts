/** The place of a club on the page of results. */
export const clubAnchor = ({ id }: { id: number }) => `club-${id}`;
