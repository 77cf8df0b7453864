import type { Locale } from '@/lib/core/context';
import { assertNever } from '@/lib/core/errors';
import type { Content } from '@/lib/notices/notice-facts';
import { ACCOUNT_WORDS } from './account-words';
import { CLUB_MESSAGE_WORDS } from './club-message-words';
import { CLUB_REFUSAL_WORDS } from './club-refusal-words';
import { INVITATION_WORDS } from './invitation-words';
import type { Words } from './notice-copy-types';
import { SERIES_WORDS } from './series-words';
import { en } from './words-en';
import { es } from './words-es';

const labels = {
  es: {
    hello: (name: string) => (name ? `Hola, ${name}:` : 'Hola:'),
    where: 'Dónde',
    duration: 'Duración',
    price: 'Precio',
    vat: 'IVA incluido',
    cancelling: 'Cancelar',
    code: 'Código',
    forDesk: 'para recepción',
    minutes: 'minutos',
    clubTime: (zone: string) => `Hora del club: ${zone}`,
    map: 'Cómo llegar',
    open: 'Ver la reserva',
    cancel: 'Cancelar la reserva',
    openAll: 'Ver tus reservas',
    total: 'Total',
    since: (day: string) => `desde el ${day}`,
    search: 'Ver otras horas',
    see: 'Ver la pista libre',
    take: 'Quedarme la pista',
    whyAlert: 'Recibes este mensaje, una sola vez, porque pediste este aviso en Pista.',
    account: 'Abrir tu cuenta',
    whyAccount: 'Recibes este mensaje porque afecta a la seguridad de tu cuenta de Pista.',
    invitation: 'Ver la invitación',
    whyClub: (club: string) => `Recibes este mensaje porque tienes o has tenido reservas en ${club}.`,
    answerClub: (club: string, phone: string | null) =>
      `Este correo no admite respuestas: habla con ${club}${phone ? `, ${phone}` : ''}.`,
    whyInvitation: 'Recibes este mensaje, una sola vez, porque un club te ha invitado a su equipo en Pista.',
    whyClubRequest: 'Recibes este mensaje, una sola vez, porque pediste un club en Pista con esta dirección.',
    why: 'Recibes este mensaje por una reserva hecha con Pista.',
    stop: 'No recibir más mensajes como este',
    answer: 'Decir si vienes',
    decline: 'No puedo ir',
    pay: (amount: string) => `Pagar ${amount}`,
    askClub: (club: string, phone: string | null) =>
      `Para cambiarla o cancelarla, habla con ${club}${phone ? `: ${phone}` : ''}.`,
    askClubAboutDates: (club: string, phone: string | null) =>
      `Para cambiar o cancelar fechas, habla con ${club}${phone ? `: ${phone}` : ''}.`,
  },
  en: {
    hello: (name: string) => (name ? `Hello ${name},` : 'Hello,'),
    where: 'Where',
    duration: 'Duration',
    price: 'Price',
    vat: 'VAT included',
    cancelling: 'Cancelling',
    code: 'Code',
    forDesk: 'for the desk',
    minutes: 'minutes',
    clubTime: (zone: string) => `Club time: ${zone}`,
    map: 'Directions',
    open: 'See the reservation',
    cancel: 'Cancel the reservation',
    openAll: 'See your reservations',
    total: 'Total',
    since: (day: string) => `from ${day}`,
    search: 'See other times',
    see: 'See the free court',
    take: 'Take the court',
    whyAlert: 'You receive this, once only, because you asked Pista for this alert.',
    account: 'Open your account',
    whyAccount: 'You receive this because it concerns the safety of your Pista account.',
    invitation: 'See the invitation',
    whyClub: (club: string) => `You receive this because you have or had bookings at ${club}.`,
    answerClub: (club: string, phone: string | null) =>
      `This mail takes no replies: ask ${club}${phone ? `, ${phone}` : ''}.`,
    whyInvitation: 'You receive this, once only, because a club invited you to its team on Pista.',
    whyClubRequest: 'You receive this, once only, because you asked Pista for a club with this address.',
    why: 'You receive this because of a booking made with Pista.',
    stop: 'Stop messages like this one',
    answer: 'Say whether you are coming',
    decline: 'I cannot come',
    pay: (amount: string) => `Pay ${amount}`,
    askClub: (club: string, phone: string | null) =>
      `To change or cancel it, ask ${club}${phone ? `: ${phone}` : ''}.`,
    askClubAboutDates: (club: string, phone: string | null) =>
      `To change or cancel dates, ask ${club}${phone ? `: ${phone}` : ''}.`,
  },
} as const satisfies Record<Locale, unknown>;

/** The words of a notice in one language. */
export function wordsOf(about: Content, locale: Locale): Words {
  const say = { es, en }[locale];
  switch (about.kind) {
    case 'reservation_confirmation':
    case 'reservation_cancelled':
    case 'club_closed':
    case 'reservation_reminder':
      return say[about.kind](about.facts);
    case 'reservation_moved':
      return say.reservation_moved(about.facts);
    case 'player_invited':
    case 'player_removed':
    case 'player_left':
      return say[about.kind](about.facts);
    case 'series_booked':
    case 'series_moved':
    case 'series_cancelled':
    case 'series_closed':
      return SERIES_WORDS[locale][about.kind](about.facts);
    case 'payment_due':
      return say.payment_due(about.facts);
    case 'shares_charged':
    case 'shares_refused':
      return say[about.kind](about.facts);
    case 'payment_too_late':
    case 'payment_mismatch':
    case 'payment_duplicate':
    case 'payment_refunded':
    case 'refund_failed':
      return say[about.kind](about.facts);
    case 'password_changed':
    case 'api_key_created':
    case 'second_factor_on':
    case 'second_factor_off':
    case 'recovery_code_used':
    case 'recovery_codes_renewed':
    case 'passkey_added':
    case 'passkey_removed':
    case 'identity_linked':
    case 'identity_unlinked':
    case 'operator_granted':
    case 'account_erased':
      return ACCOUNT_WORDS[locale][about.kind](about.facts);
    case 'slot_freed':
      return say.slot_freed(about.facts);
    case 'waitlist_offer':
      return say.waitlist_offer(about.facts);
    case 'staff_invited':
      return INVITATION_WORDS[locale](about.facts);
    case 'club_refused':
      return CLUB_REFUSAL_WORDS[locale](about.facts);
    case 'club_message':
      return CLUB_MESSAGE_WORDS[locale](about.facts);
    default:
      return assertNever(about);
  }
}

export const labelsOf = (locale: Locale) => labels[locale];
