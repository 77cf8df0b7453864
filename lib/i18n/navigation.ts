import { createNavigation } from 'next-intl/navigation';
import { routing } from './routing';

/** Goes to a path without its language, in the language given. For the server; links are in `link.tsx`. */
export const { redirect } = createNavigation(routing);
