/**
 * The alphabet of a text message (3GPP TS 23.038, section 6.2.1); the second row takes two places. A single character
 * outside of it, as á, í, ó and ú are, sets the whole text in UCS-2.
 */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_7_DOUBLE = '\f^{}\\[~]|€';

/** How many of a text message's parts are sent, and paid for, at most. */
export const MAX_SEGMENTS = 3;

/** In how many parts a text goes out: of 160 places or 153 each, in UCS-2 of 70 or 67. */
export function countSegments(text: string): number {
  const characters = [...text];
  const fits = characters.every((one) => GSM_7.includes(one) || GSM_7_DOUBLE.includes(one));
  const places = fits
    ? characters.reduce((sum, one) => sum + (GSM_7_DOUBLE.includes(one) ? 2 : 1), 0)
    : text.length;
  const [alone, joined] = fits ? [160, 153] : [70, 67];
  return places <= alone ? 1 : Math.ceil(places / joined);
}

/** Composes a text with a name in it, of which as much is left as the parts allow. */
export function fitSegments(name: string, compose: (shown: string) => string): string {
  const characters = [...name];
  for (let kept = characters.length; kept > 1; kept -= 1) {
    const shown = kept === characters.length ? name : `${characters.slice(0, kept).join('').trimEnd()}.`;
    const text = compose(shown);
    if (countSegments(text) <= MAX_SEGMENTS) return text;
  }
  return compose(characters[0] ?? '');
}
