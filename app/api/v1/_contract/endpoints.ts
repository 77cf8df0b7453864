import * as club from '@/app/api/v1/clubs/[id]/route';
import * as clubs from '@/app/api/v1/clubs/route';
import * as clubSync from '@/app/api/v1/clubs/sync/route';
import * as availability from '@/app/api/v1/courts/[id]/availability/route';
import * as courtSearch from '@/app/api/v1/courts/search/route';
import * as live from '@/app/api/v1/health/live/route';
import * as health from '@/app/api/v1/health/route';
import * as notificationRead from '@/app/api/v1/notifications/[id]/read/route';
import * as resendWebhook from '@/app/api/v1/notifications/resend-webhook/route';
import * as notifications from '@/app/api/v1/notifications/route';
import * as ticket from '@/app/api/v1/notifications/ticket/route';
import * as twilioWebhook from '@/app/api/v1/notifications/twilio-webhook/route';
import * as operation from '@/app/api/v1/operations/[id]/route';
import * as refund from '@/app/api/v1/payments/[id]/refund/route';
import * as createIntent from '@/app/api/v1/payments/create-intent/route';
import * as stripeWebhook from '@/app/api/v1/payments/stripe-webhook/route';
import * as calendar from '@/app/api/v1/reservations/[id]/calendar/route';
import * as cancel from '@/app/api/v1/reservations/[id]/cancel/route';
import * as retryPayment from '@/app/api/v1/reservations/[id]/retry-payment/route';
import * as reservation from '@/app/api/v1/reservations/[id]/route';
import * as reservations from '@/app/api/v1/reservations/route';
import * as search from '@/app/api/v1/search/route';
import * as exportMe from '@/app/api/v1/users/me/export/route';
import * as me from '@/app/api/v1/users/me/route';
import * as token from '@/app/api/v1/users/me/tokens/[id]/route';
import * as tokens from '@/app/api/v1/users/me/tokens/route';
import type { ErrorCode } from '@/lib/core/errors';
import type { RouteRules } from '@/lib/web/route';
import type { AnswerName } from './answers';

export type Answer =
  | { status: 200 | 201; json: AnswerName }
  | { status: 200; list: AnswerName }
  | { status: 200; mediaType: 'text/calendar' | 'text/xml' }
  | { status: 204 };

export type Endpoint = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, as OpenAPI writes it. */
  path: string;
  summary: string;
  /** What it is exported as; its own options say who may call it and what it parses. */
  handler: { options: RouteRules };
  answer: Answer;
  /** What it answers with a 503, where that is a report and no refusal. */
  unfit?: AnswerName;
  /** What it may refuse beyond what every endpoint of its kind may. */
  refuses?: readonly ErrorCode[];
};

const json = (name: AnswerName): Answer => ({ status: 200, json: name });
const created = (name: AnswerName): Answer => ({ status: 201, json: name });
const list = (name: AnswerName): Answer => ({ status: 200, list: name });
const nothing: Answer = { status: 204 };

/** The public contract, one row for each method of each route file. */
export const endpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/clubs',
    summary: 'Clubs by name, of one city or of all',
    handler: clubs.GET,
    answer: list('Club'),
  },
  {
    method: 'GET',
    path: '/clubs/{id}',
    summary: 'One club, by id or slug',
    handler: club.GET,
    answer: json('Club'),
  },
  {
    method: 'PATCH',
    path: '/clubs/{id}',
    summary: 'Change a club, as its owner; the operation tells when every service has the change',
    handler: club.PATCH,
    answer: json('ChangedClub'),
  },
  {
    method: 'DELETE',
    path: '/clubs/{id}',
    summary:
      'Close a club for good, as its owner: cancel what is to come, refund it in full, tell each player',
    handler: club.DELETE,
    answer: json('DeletedClub'),
  },
  {
    method: 'POST',
    path: '/clubs/sync',
    summary: 'Take over what the outside directory of clubs says, as an operator',
    handler: clubSync.POST,
    answer: json('ClubSync'),
  },
  {
    method: 'GET',
    path: '/courts/search',
    summary: 'Courts that can be booked at a time, each at the start nearest to it',
    handler: courtSearch.GET,
    answer: list('FoundCourt'),
  },
  {
    method: 'GET',
    path: '/courts/{id}/availability',
    summary: 'The starts of one court that can be booked on a day',
    handler: availability.GET,
    answer: json('Availability'),
  },
  {
    method: 'GET',
    path: '/search',
    summary: 'Clubs and courts by their words, tolerant of accents and typing slips',
    handler: search.GET,
    answer: list('SearchHit'),
  },
  {
    method: 'POST',
    path: '/reservations',
    summary: 'Hold a court and open its payment',
    handler: reservations.POST,
    answer: created('Reservation'),
    refuses: ['not_found', 'slot_taken', 'not_bookable', 'payment_service_unavailable'],
  },
  {
    method: 'GET',
    path: '/reservations',
    summary: 'One’s own reservations, to come or past',
    handler: reservations.GET,
    answer: list('Reservation'),
  },
  {
    method: 'GET',
    path: '/reservations/{id}',
    summary: 'One reservation, for its player or staff of its club',
    handler: reservation.GET,
    answer: json('Reservation'),
  },
  {
    method: 'POST',
    path: '/reservations/{id}/retry-payment',
    summary: 'Open the payment again, after a refusal or an outage',
    handler: retryPayment.POST,
    answer: json('PaymentStart'),
    refuses: ['conflict', 'not_bookable', 'payment_service_unavailable'],
  },
  {
    method: 'GET',
    path: '/reservations/{id}/cancel',
    summary: 'What cancelling now would give back',
    handler: cancel.GET,
    answer: json('CancellationPreview'),
    refuses: ['conflict'],
  },
  {
    method: 'POST',
    path: '/reservations/{id}/cancel',
    summary: 'Cancel, and refund what the policy grants, or what staff of the club decide instead',
    handler: cancel.POST,
    answer: json('Cancellation'),
    refuses: ['conflict'],
  },
  {
    method: 'GET',
    path: '/reservations/{id}/calendar',
    summary: 'The reservation as an iCalendar file',
    handler: calendar.GET,
    answer: { status: 200, mediaType: 'text/calendar' },
  },
  {
    method: 'POST',
    path: '/payments/create-intent',
    summary: 'Open the payment of a held reservation; a price of one’s own is refused',
    handler: createIntent.POST,
    answer: json('Intent'),
    refuses: ['not_found', 'amount_mismatch', 'conflict', 'not_bookable', 'payment_service_unavailable'],
  },
  {
    method: 'POST',
    path: '/payments/{id}/refund',
    summary: 'Give money back: staff any amount that is left, a player what the policy grants',
    handler: refund.POST,
    answer: json('Refund'),
    refuses: ['conflict'],
  },
  {
    method: 'POST',
    path: '/payments/stripe-webhook',
    summary: 'Stripe’s events, signed over the raw body',
    handler: stripeWebhook.POST,
    answer: json('Received'),
  },
  {
    method: 'GET',
    path: '/notifications',
    summary: 'One’s messages, newest first',
    handler: notifications.GET,
    answer: list('Notification'),
  },
  {
    method: 'POST',
    path: '/notifications/{id}/read',
    summary: 'Mark a message as read',
    handler: notificationRead.POST,
    answer: json('Notification'),
  },
  {
    method: 'POST',
    path: '/notifications/ticket',
    summary: 'A ticket that opens one socket at /ws/notifications?token= within a minute',
    handler: ticket.POST,
    answer: json('Ticket'),
  },
  {
    method: 'POST',
    path: '/notifications/resend-webhook',
    summary: 'Resend’s events, with Svix’s signature over the raw body',
    handler: resendWebhook.POST,
    answer: json('Received'),
  },
  {
    method: 'POST',
    path: '/notifications/twilio-webhook',
    summary: 'Twilio’s status callbacks and incoming messages',
    handler: twilioWebhook.POST,
    answer: { status: 200, mediaType: 'text/xml' },
  },
  {
    method: 'GET',
    path: '/users/me',
    summary: 'One’s own account',
    handler: me.GET,
    answer: json('User'),
  },
  {
    method: 'PATCH',
    path: '/users/me',
    summary: 'Change name, phone, language or choices',
    handler: me.PATCH,
    answer: json('User'),
  },
  {
    method: 'DELETE',
    path: '/users/me',
    summary: 'Erase the account, whose address is named to be sure',
    handler: me.DELETE,
    answer: nothing,
    refuses: ['conflict'],
  },
  {
    method: 'GET',
    path: '/users/me/export',
    summary: 'Everything kept about oneself',
    handler: exportMe.GET,
    answer: json('Export'),
  },
  {
    method: 'GET',
    path: '/users/me/tokens',
    summary: 'One’s API keys',
    handler: tokens.GET,
    answer: list('ApiKey'),
  },
  {
    method: 'POST',
    path: '/users/me/tokens',
    summary: 'A new API key, shown this once',
    handler: tokens.POST,
    answer: created('NewApiKey'),
    refuses: ['conflict'],
  },
  {
    method: 'DELETE',
    path: '/users/me/tokens/{id}',
    summary: 'Revoke a key; it is dead everywhere within five seconds',
    handler: token.DELETE,
    answer: nothing,
  },
  {
    method: 'GET',
    path: '/operations/{id}',
    summary: 'Whether every service has taken a change on',
    handler: operation.GET,
    answer: json('Operation'),
  },
  {
    method: 'GET',
    path: '/health',
    summary:
      'How each service is; details for operators; 503 when Pista cannot go on without one that is down',
    handler: health.GET,
    answer: json('Health'),
    unfit: 'Health',
  },
  {
    method: 'GET',
    path: '/health/live',
    summary: 'The process lives',
    handler: live.GET,
    answer: json('Alive'),
  },
];
