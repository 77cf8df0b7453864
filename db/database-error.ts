/** The database cannot be used. The message names each fault, one a line. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}
