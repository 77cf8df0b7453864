/** The database is not fit to serve; the message says what is wrong, one finding a line. */
export class DatabaseError extends Error {
  override name = 'DatabaseError';
}
