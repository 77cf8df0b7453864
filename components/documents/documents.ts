import { z } from 'zod';

/** The pages of `messages/documents`, in the order of the footer. */
export const DOCUMENTS = ['about', 'contact', 'terms', 'privacy', 'legal', 'cookies'] as const;
export type DocumentName = (typeof DOCUMENTS)[number];

export const documentName = z.enum(DOCUMENTS);
