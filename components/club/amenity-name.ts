import { getTranslations } from 'next-intl/server';
import spanish from '@/messages/es.json';

const isKnown = (code: string): code is keyof typeof spanish.amenity => Object.hasOwn(spanish.amenity, code);

/** The amenities that have words in each language. */
export const AMENITIES = Object.keys(spanish.amenity).filter(isKnown);

/** An amenity in the page's language, or the club's own word without a translation. */
export async function amenityName(code: string): Promise<string> {
  const t = await getTranslations('amenity');
  return isKnown(code) ? t(code) : code.replaceAll('_', ' ');
}
