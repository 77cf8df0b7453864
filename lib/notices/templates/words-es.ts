import type { LateReason } from '@/db/schema';
import { type GivenBack, hasPage, type RefundFacts } from '@/lib/notices/notice-facts';
import { courtAndTerms } from './court-and-terms';
import type { Say } from './notice-copy-types';

const KEEP_IN_ACCOUNT =
  'Este correo ya tiene una cuenta: entra, abre esta reserva y guárdala con tus demás partidos.';
const KEEP_BY_ACCOUNT =
  'Guarda este correo: con él ves, cambias y cancelas la reserva. Con una cuenta tendrás juntos todos tus partidos.';

/** Notices in Spanish. */
export const es: Say = {
  reservation_confirmation: (f) => ({
    subject: `Reserva hecha: ${f.clubName}, ${f.moment}`,
    title: 'Reserva hecha',
    body: [
      `Tu pista está reservada y es tuya. Te esperan en ${f.clubName}.`,
      ...(f.hasAccount === null ? [] : [f.hasAccount ? KEEP_IN_ACCOUNT : KEEP_BY_ACCOUNT]),
    ],
    preheader: courtAndTerms(f, 'es'),
  }),
  reservation_cancelled: (f) => ({
    subject: `Reserva cancelada: ${f.clubName}, ${f.moment}`,
    title: 'Reserva cancelada',
    body:
      f.readBy === 'player'
        ? ['Se ha cancelado la reserva del partido en el que ibas a jugar.']
        : [givenBack(f) ?? 'No hay ninguna devolución para esta reserva.'],
  }),
  club_closed: (f) => ({
    subject: `${f.clubName} ha cancelado tu reserva del ${f.day}`,
    title: 'El club ha cancelado tu reserva',
    body: ['Lo sentimos.', givenBack(f) ?? 'No queda nada por devolverte.'],
  }),
  reservation_reminder: (f) => ({
    subject: `Juegas el ${f.day}, a las ${f.startTime}`,
    title: 'Tu próximo partido',
    body: ['Falta poco para tu partido. Si no puedes jugar, cancela cuanto antes y otros podrán hacerlo.'],
    preheader: courtAndTerms(f, 'es'),
  }),
  reservation_moved: (f) => ({
    subject: `Tu partido ha cambiado: ${f.clubName}, ${f.moment}`,
    title: 'Tu partido ha cambiado',
    body: [
      `Ahora juegas el ${f.day}, de ${f.startTime} a ${f.endTime}, en ${f.courtName}.`,
      ...(f.was ? [`Antes: ${f.was.moment}, ${f.was.courtName}.`] : []),
    ],
  }),
  player_invited: (f) =>
    f.hasAccepted
      ? {
          subject: `Juegas con ${f.hostName}: ${f.clubName}, ${f.moment}`,
          title: 'Te has apuntado a un partido',
          body: [
            `Tienes sitio en el partido de ${f.hostName}: ${f.clubName}, ${f.courtName}.`,
            'Si al final no puedes ir, avisa aquí: dejas tu sitio libre y se lo decimos a quien reservó.',
          ],
          preheader: `${f.courtName}. Si al final no puedes ir, avisa y dejas tu sitio libre.`,
        }
      : {
          subject: `${f.hostName} te ha apuntado a un partido: ${f.clubName}, ${f.moment}`,
          title: '¿Vienes al partido?',
          body: [
            `${f.hostName} ha reservado ${f.courtName} en ${f.clubName} y te ha puesto en la lista de jugadores.`,
            'Di aquí si vienes. Si no puedes ir, te quitamos de la lista y se lo decimos a quien reservó.',
          ],
          preheader: `${f.courtName}. Di si vienes, o que no puedes ir.`,
        },
  player_removed: (f) => ({
    subject: `Ya no estás en la lista de un partido: ${f.clubName}, ${f.moment}`,
    title: 'Ya no estás en la lista de un partido',
    body: [
      `Te han quitado de la lista de jugadores de ${f.hostName} en ${f.clubName}, ${f.courtName}.`,
      'El archivo adjunto quita el partido de tu calendario.',
    ],
  }),
  player_left: (f) => ({
    subject: `${f.leaverName} no puede jugar el ${f.day}`,
    title: `${f.leaverName} no puede jugar`,
    body: [
      `Nos ha avisado de que no irá a tu partido de las ${f.startTime}, así que no está en la lista.`,
      ...(hasPage(f) ? ['Desde tu reserva puedes apuntar a otra persona.'] : []),
    ],
  }),
  payment_due: (f) =>
    f.share
      ? {
          subject: `Tu parte del partido son ${f.due}: ${f.clubName}, ${f.moment}`,
          title: 'Paga tu parte del partido',
          body: [
            `${f.share.hostName} ha reservado en ${f.clubName} y cada jugador paga lo suyo. Tu parte son ${f.due}.`,
            `Puedes pagarla con tarjeta desde este mensaje, sin cuenta. Lo que falte el ${f.share.deadline} se cobra en la tarjeta de ${f.share.hostName}.`,
          ],
          preheader: `Tienes hasta el ${f.share.deadline}.`,
        }
      : {
          subject: `Te quedan ${f.due} por pagar: ${f.clubName}, ${f.moment}`,
          title: 'Te queda un pago pendiente',
          body: [
            `De tu reserva en ${f.clubName} faltan por pagar ${f.due}.`,
            'Puedes pagar con tarjeta desde este mensaje, o en la recepción del club.',
          ],
          preheader: 'Paga con tarjeta desde este mensaje, o en la recepción del club.',
        },
  shares_charged: (f) => ({
    subject: `Tu tarjeta ha pagado las partes que faltaban: ${f.open}`,
    title: 'El partido está pagado',
    body: [
      `Llegó el plazo y había partes sin pagar, así que tu tarjeta ha pagado ${f.open}, como acordaste al reservar.`,
      'Ya no guardamos esa tarjeta.',
    ],
    preheader: `${f.clubName}, ${f.moment}. Ya no guardamos tu tarjeta.`,
  }),
  shares_refused: (f) => ({
    subject: `No pudimos cobrar ${f.open} en tu tarjeta: ${f.clubName}, ${f.moment}`,
    title: 'Quedan partes por pagar',
    body: [
      `Llegó el plazo y tu banco no aceptó el cobro de las partes que faltan (${f.open}). No se ha cobrado nada.`,
      'La pista sigue siendo vuestra. Podéis pagar lo que falta desde la reserva, con los enlaces de cada jugador o en el club.',
    ],
    preheader: 'La pista sigue siendo vuestra. No se ha cobrado nada.',
  }),
  payment_too_late: (f) => ({
    subject: `Tu pago llegó tarde y te lo devolvemos: ${f.clubName}`,
    title: 'Tu pago llegó tarde y te lo devolvemos',
    body: [`${late(f.lateBecause)} ${comesBack(f)}`],
  }),
  payment_mismatch: (f) => ({
    subject: `Te devolvemos un pago que no coincide: ${f.clubName}`,
    title: 'El importe no coincide y te lo devolvemos',
    body: [`Recibimos una cantidad distinta del precio acordado (${f.price}). ${comesBack(f)}`, ...court(f)],
  }),
  payment_duplicate: (f) => ({
    subject: `La reserva ya estaba pagada y te devolvemos ${f.refund}`,
    title: 'Pagaste de más y te lo devolvemos',
    body: [`La reserva ya estaba pagada cuando recibimos otro pago. ${comesBack(f)}`, ...court(f)],
    preheader: ['No tienes que hacer nada.', ...court(f)].join(' '),
  }),
  payment_refunded: (f) => ({
    subject: `Te hemos devuelto ${f.refund}`,
    title: 'Devolución hecha',
    body: [
      `Hemos devuelto ${f.refund} a tu tarjeta. Tu banco puede tardar de cinco a diez días en mostrarlo.`,
      ...(f.undecided ? ['Tu reserva sigue en pie salvo que te digamos otra cosa.'] : []),
    ],
    preheader: `Tu banco puede tardar de cinco a diez días en mostrarlo. ${f.clubName}, ${f.moment}.`,
  }),
  refund_failed: (f) => ({
    subject: `No hemos podido hacer tu devolución de ${f.refund}`,
    title: 'No hemos podido hacer tu devolución',
    body: [refused(f), `El dinero sigue siendo tuyo. ${askTheClub(f)}`],
  }),
  slot_freed: (f) => ({
    subject: `Se ha librado una pista: ${f.place}, ${f.moment}`,
    title: 'Se ha librado una pista',
    body: [
      `Nos pediste que te avisáramos si quedaba libre una pista en ${f.place}. Ahora puedes reservarla.`,
      'No está apartada para nadie: es de quien la reserve primero.',
    ],
  }),
  waitlist_offer: (f) => ({
    subject: `Te toca: tienes la pista hasta las ${f.heldUntil} (${f.clubName}, ${f.moment})`,
    title: `Te toca: la pista es tuya si la coges antes de las ${f.heldUntil}`,
    body: [
      `Se ha librado la hora que esperabas y la hemos apartado para ti hasta las ${f.heldUntil}.`,
      'Si no te viene bien, suéltala desde la misma página. Así le toca antes a quien espera después de ti.',
    ],
    preheader: `Está apartada para ti. Si no la coges, le toca a quien espera después de ti.`,
  }),
};

/** What a cancellation gives back and where. Undefined for nothing. */
export function givenBack(f: GivenBack): string | undefined {
  const before = f.givenBackBefore && `Ya se habían devuelto ${f.givenBackBefore} a tu tarjeta.`;
  const atDesk = f.deskRefund && `El club te devuelve ${f.deskRefund} en recepción.`;
  return [goesBack(f), atDesk, before].filter(Boolean).join(' ') || undefined;
}

function goesBack({ cancelRefund, bankDecides, paidAtDesk }: GivenBack): string | undefined {
  if (cancelRefund && bankDecides)
    return `Te corresponden ${cancelRefund}. Tu banco está revisando el cobro: cuando termine, te los devolverá el banco o te los devolveremos nosotros.`;
  if (cancelRefund) return `Te devolvemos ${cancelRefund} a la tarjeta con la que pagaste.`;
  return paidAtDesk ? 'Lo que pagaste en el club te lo devuelve el club, si corresponde.' : undefined;
}

const comesBack = ({ refund }: RefundFacts) => `Te devolvemos ${refund}; no tienes que hacer nada.`;

function late(because: LateReason | null): string {
  switch (because) {
    case 'court_taken':
      return 'El tiempo para pagar se agotó y, cuando llegó tu pago, la pista ya no estaba libre.';
    case 'start_passed':
      return 'El tiempo para pagar se agotó y, cuando llegó tu pago, la hora de la reserva ya había pasado.';
    case 'court_closed':
      return 'El tiempo para pagar se agotó y, cuando llegó tu pago, el club ya no ofrecía la pista.';
    case 'cancelled':
      return 'Cuando llegó tu pago, la reserva ya estaba cancelada.';
    case 'found_later':
      return 'Hemos encontrado un pago tuyo de una reserva que ya no sigue en pie.';
    case 'booking_changed':
      return 'Mientras pagabas cambió la reserva que querías mover, así que no la hemos movido.';
    case null:
      return 'Cuando llegó tu pago, la pista ya no se podía reservar.';
  }
}

function court({ court }: RefundFacts): string[] {
  switch (court) {
    case 'theirs':
      return ['Tu reserva sigue en pie.'];
    case 'never_theirs':
      return ['La pista no quedó reservada.'];
    case 'stayed_elsewhere':
      return ['Tu reserva sigue donde estaba.'];
    case 'given_up':
      return [];
  }
}

function refused({ failureReason }: RefundFacts): string {
  switch (failureReason) {
    case 'expired_or_canceled_card':
      return 'La tarjeta con la que pagaste ha caducado o está cancelada.';
    case 'lost_or_stolen_card':
      return 'La tarjeta con la que pagaste consta como perdida o robada.';
    default:
      return 'Tu banco no aceptó la devolución.';
  }
}

const askTheClub = ({ clubName, clubPhone }: RefundFacts) =>
  `Acuerda con ${clubName}${clubPhone ? ` (${clubPhone})` : ''} otra forma de recibirlo.`;
