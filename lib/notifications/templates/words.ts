import type { ReservationNoticeKind } from '@/db/schema';
import type { Locale } from '@/lib/context';
import type { Content, ReservationFacts, SlotFacts } from '../notice-facts';

export type Words = {
  subject: string;
  title: string;
  /** Paragraphs, in order. */
  body: string[];
};

type Say = Record<ReservationNoticeKind, (facts: ReservationFacts) => Words> & {
  slot_freed: (facts: SlotFacts) => Words;
};

const es: Say = {
  reservation_confirmation: (f) => ({
    subject: `Reserva hecha: ${f.clubName}, ${f.date} ${f.startTime}`,
    title: 'Reserva hecha',
    body: [`Tu pista está pagada y es tuya. Te esperan en ${f.clubName}.`],
  }),
  reservation_cancelled: (f) => ({
    subject: `Reserva cancelada: ${f.clubName}, ${f.date} ${f.startTime}`,
    title: 'Reserva cancelada',
    body: [
      f.refund
        ? `Te devolvemos ${f.refund} a la tarjeta con la que pagaste.`
        : 'No hay ninguna devolución para esta reserva.',
    ],
  }),
  payment_refunded: (f) => ({
    subject: `Te hemos devuelto ${f.refund ?? f.price}`,
    title: 'Devolución hecha',
    body: [
      `Hemos devuelto ${f.refund ?? f.price} a tu tarjeta. Tu banco puede tardar de cinco a diez días en mostrarla.`,
    ],
  }),
  payment_too_late: (f) => ({
    subject: `Tu pago llegó tarde y te lo devolvemos: ${f.clubName}`,
    title: 'El pago llegó cuando la pista ya no estaba libre',
    body: [
      `El tiempo para pagar se agotó y otra persona reservó la pista. Te devolvemos ${f.refund ?? f.price} enteros; no tienes que hacer nada.`,
      'Estas son las horas libres más cercanas en el mismo club.',
    ],
  }),
  payment_mismatch: (f) => ({
    subject: `Te devolvemos un pago que no coincide: ${f.clubName}`,
    title: 'El importe pagado no coincide con el precio',
    body: [
      `Recibimos una cantidad distinta del precio acordado (${f.price}), así que te la devolvemos entera. La pista no quedó reservada.`,
    ],
  }),
  refund_failed: (f) => ({
    subject: `No hemos podido hacer tu devolución de ${f.refund ?? f.price}`,
    title: 'Tu banco no aceptó la devolución',
    body: [
      'El dinero sigue siendo tuyo. El club se pondrá en contacto contigo para devolvértelo de otra forma.',
    ],
  }),
  club_closed: (f) => ({
    subject: `${f.clubName} ha cancelado tu reserva del ${f.date}`,
    title: 'El club ha cancelado tu reserva',
    body: [
      f.refund
        ? `Lo sentimos. Te devolvemos ${f.refund} enteros a tu tarjeta.`
        : 'Lo sentimos. No se te ha cobrado nada.',
    ],
  }),
  reservation_reminder: (f) => ({
    subject: `Juegas ${f.dateInWords} a las ${f.startTime}`,
    title: 'Tu próximo partido',
    body: [`${f.clubName}, ${f.courtName}.`],
  }),
  slot_freed: (f) => ({
    subject: `Se ha librado una pista: ${f.city}, ${f.date} ${f.startTime}`,
    title: 'Se ha librado una pista',
    body: [
      `Nos pediste que te avisáramos si quedaba libre una pista en ${f.city}. Ahora puedes reservarla.`,
      'No está apartada para nadie: es de quien la reserve primero.',
    ],
  }),
};

const en: Say = {
  reservation_confirmation: (f) => ({
    subject: `Reservation confirmed: ${f.clubName}, ${f.date} ${f.startTime}`,
    title: 'Reservation confirmed',
    body: [`Your court is paid for and yours. ${f.clubName} expects you.`],
  }),
  reservation_cancelled: (f) => ({
    subject: `Reservation cancelled: ${f.clubName}, ${f.date} ${f.startTime}`,
    title: 'Reservation cancelled',
    body: [
      f.refund
        ? `We are sending ${f.refund} back to the card you paid with.`
        : 'There is no refund for this reservation.',
    ],
  }),
  payment_refunded: (f) => ({
    subject: `We have sent back ${f.refund ?? f.price}`,
    title: 'Refund sent',
    body: [
      `We sent ${f.refund ?? f.price} back to your card. Your bank may take five to ten days to show it.`,
    ],
  }),
  payment_too_late: (f) => ({
    subject: `Your payment came too late and goes back: ${f.clubName}`,
    title: 'The payment came when the court was no longer free',
    body: [
      `The time to pay had run out and somebody else booked the court. All of ${f.refund ?? f.price} goes back to you; there is nothing you need to do.`,
      'These are the nearest free times at the same club.',
    ],
  }),
  payment_mismatch: (f) => ({
    subject: `A payment that does not match goes back: ${f.clubName}`,
    title: 'The amount paid does not match the price',
    body: [
      `We received another amount than the price agreed (${f.price}), so all of it goes back to you. The court was not booked.`,
    ],
  }),
  refund_failed: (f) => ({
    subject: `Your refund of ${f.refund ?? f.price} did not go through`,
    title: 'Your bank did not take the refund',
    body: ['The money is still yours. The club will get in touch to return it another way.'],
  }),
  club_closed: (f) => ({
    subject: `${f.clubName} cancelled your reservation of ${f.date}`,
    title: 'The club cancelled your reservation',
    body: [
      f.refund
        ? `We are sorry. All of ${f.refund} goes back to your card.`
        : 'We are sorry. Nothing was charged.',
    ],
  }),
  reservation_reminder: (f) => ({
    subject: `You play ${f.dateInWords} at ${f.startTime}`,
    title: 'Your next game',
    body: [`${f.clubName}, ${f.courtName}.`],
  }),
  slot_freed: (f) => ({
    subject: `A court is free: ${f.city}, ${f.date} ${f.startTime}`,
    title: 'A court is free',
    body: [
      `You asked us to tell you if a court in ${f.city} came free. You can book it now.`,
      'It is not kept for anybody: it goes to whoever books it first.',
    ],
  }),
};

const labels = {
  es: {
    hello: (name: string) => (name ? `Hola, ${name}:` : 'Hola:'),
    club: 'Club',
    court: 'Pista',
    when: 'Cuándo',
    duration: 'Duración',
    price: 'Precio',
    minutes: 'minutos',
    clubTime: (zone: string) => `hora del club (${zone})`,
    city: 'Ciudad',
    map: 'Cómo llegar',
    open: 'Ver la reserva',
    cancel: 'Cancelar la reserva',
    search: 'Ver otras horas',
    see: 'Ver la pista libre',
    whyAlert: 'Recibes este mensaje, una sola vez, porque pediste este aviso en Pista.',
    why: 'Recibes este mensaje porque reservaste una pista con Pista.',
  },
  en: {
    hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    club: 'Club',
    court: 'Court',
    when: 'When',
    duration: 'Duration',
    price: 'Price',
    minutes: 'minutes',
    clubTime: (zone: string) => `club time (${zone})`,
    city: 'City',
    map: 'Directions',
    open: 'See the reservation',
    cancel: 'Cancel the reservation',
    search: 'See other times',
    see: 'See the free court',
    whyAlert: 'You receive this, once only, because you asked Pista for this alert.',
    why: 'You receive this because you booked a court with Pista.',
  },
} as const satisfies Record<Locale, unknown>;

/** What a notice says, in one language. */
export function wordsOf(about: Content, locale: Locale): Words {
  const say = { es, en }[locale];
  return about.kind === 'slot_freed' ? say.slot_freed(about.facts) : say[about.kind](about.facts);
}
export const labelsOf = (locale: Locale) => labels[locale];
