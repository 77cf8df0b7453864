/**
 * The alphabet of a text message (3GPP TS 23.038, section 6.2.1), whose second row takes two places. Any other
 * character, such as á, í, ó and ú, makes the whole text UCS-2.
 */
const GSM_7 =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const GSM_7_DOUBLE = '\f^{}\\[~]|€';

/** The most parts in which a text message is sent, each of which is paid for. */
export const MAX_SEGMENTS = 3;

/** The number of parts of a text: of 160 places or 153 each, in UCS-2 of 70 or 67. */
export function countSegments(text: string): number {
  const characters = [...text];
  const fits = characters.every((one) => GSM_7.includes(one) || GSM_7_DOUBLE.includes(one));
  const places = fits
    ? characters.reduce((sum, one) => sum + (GSM_7_DOUBLE.includes(one) ? 2 : 1), 0)
    : text.length;
  const [alone, joined] = fits ? [160, 153] : [70, 67];
  return places <= alone ? 1 : Math.ceil(places / joined);
}

/** Builds a text around a name, which is shortened to fit the parts. */
export function fitSegments(name: string, compose: (shown: string) => string): string {
  const characters = [...name];
  for (let kept = characters.length; kept > 1; kept -= 1) {
    const shown = kept === characters.length ? name : `${characters.slice(0, kept).join('').trimEnd()}.`;
    const text = compose(shown);
    if (countSegments(text) <= MAX_SEGMENTS) return text;
  }
  return compose(characters[0] ?? '');
}
