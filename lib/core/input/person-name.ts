import { keptName } from './kept-text';

/** The name of a person, a player or an API key. */
export const personName = keptName(80);
