/** The id of a notice's object, without what tells its turns apart. */
export const firstOf = (objectId: string): string => objectId.split(':')[0] ?? objectId;
