import { toBuffer } from 'qrcode';
import type { Content, ReservationFacts } from '@/lib/notices/notice-facts';
import { drawPicture } from '@/lib/services/pictures/draw-picture';
import type { MailPart } from '@/lib/services/resend/resend';
import { courtSvg } from './draw-court';

/** The names by which the HTML of a mail shows its pictures: `cid:court`. */
export type MailPicture = 'court' | 'code';

/** The pictures of a mail: the court of a game that stands, and what the desk reads of whoever booked it. */
export function picturesIn(about: Content): MailPicture[] {
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_reminder':
    case 'reservation_moved':
      return about.facts.readBy === 'player' ? ['court'] : ['court', 'code'];
    case 'player_invited':
    case 'waitlist_offer':
      return ['court'];
    default:
      return [];
  }
}

/** They come with the mail, since most programs load nothing from elsewhere before they are asked to. */
export async function picturePartsOf(about: Content): Promise<MailPart[]> {
  const { facts } = about;
  const names = picturesIn(about);
  if (!('courts' in facts) || names.length === 0) return [];
  return Promise.all(
    names.map(async (name) => ({
      filename: `${name}.png`,
      content: await draw(name, facts),
      contentType: 'image/png',
      contentId: name,
    })),
  );
}

const draw = (name: MailPicture, { courts, reservationId }: ReservationFacts): Promise<Uint8Array> =>
  name === 'court'
    ? drawPicture(courtSvg(courts))
    : // Dark on white with its quiet zone in both themes, because scanners expect it.
      toBuffer(reservationId, { errorCorrectionLevel: 'M', margin: 4, scale: 6 });
