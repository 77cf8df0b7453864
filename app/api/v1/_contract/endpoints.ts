import * as cancelBookings from '@/app/api/v1/clubs/[id]/bookings/cancel/route';
import * as undoAct from '@/app/api/v1/acts/[id]/undo/route';
import * as clubActs from '@/app/api/v1/clubs/[id]/acts/route';
import * as clubBookings from '@/app/api/v1/clubs/[id]/bookings/route';
import * as activity from '@/app/api/v1/clubs/[id]/activity/route';
import * as clubCourts from '@/app/api/v1/clubs/[id]/courts/route';
import * as courtOrder from '@/app/api/v1/clubs/[id]/courts/order/route';
import * as clubCustomers from '@/app/api/v1/clubs/[id]/customers/route';
import * as clubDues from '@/app/api/v1/clubs/[id]/dues/route';
import * as dueLinks from '@/app/api/v1/clubs/[id]/dues/links/route';
import * as failedRefunds from '@/app/api/v1/clubs/[id]/failed-refunds/route';
import * as clubMessages from '@/app/api/v1/clubs/[id]/messages/route';
import * as clubWaiting from '@/app/api/v1/clubs/[id]/waiting/route';
import * as clubPhotos from '@/app/api/v1/clubs/[id]/photos/route';
import * as clubPhoto from '@/app/api/v1/clubs/[id]/photos/[photo_id]/route';
import * as photoOrder from '@/app/api/v1/clubs/[id]/photos/order/route';
import * as exportClub from '@/app/api/v1/clubs/[id]/export/route';
import * as exportBookings from '@/app/api/v1/clubs/[id]/exports/bookings.csv/route';
import * as approveClub from '@/app/api/v1/clubs/[id]/approve/route';
import * as pauseSales from '@/app/api/v1/clubs/[id]/pause/route';
import * as publishClub from '@/app/api/v1/clubs/[id]/publish/route';
import * as resumeSales from '@/app/api/v1/clubs/[id]/resume/route';
import * as setUp from '@/app/api/v1/clubs/[id]/set-up/route';
import * as openingHours from '@/app/api/v1/clubs/[id]/opening-hours/route';
import * as categories from '@/app/api/v1/clubs/[id]/categories/route';
import * as extras from '@/app/api/v1/clubs/[id]/extras/route';
import * as priceRules from '@/app/api/v1/clubs/[id]/price-rules/route';
import * as prices from '@/app/api/v1/clubs/[id]/prices/route';
import * as plannerChanges from '@/app/api/v1/clubs/[id]/planner/changes/route';
import * as clubKey from '@/app/api/v1/clubs/[id]/keys/[key_id]/route';
import * as clubKeys from '@/app/api/v1/clubs/[id]/keys/route';
import * as planner from '@/app/api/v1/clubs/[id]/planner/route';
import * as quote from '@/app/api/v1/clubs/[id]/quote/route';
import * as restoreClub from '@/app/api/v1/clubs/[id]/restore/route';
import * as club from '@/app/api/v1/clubs/[id]/route';
import * as clubSeries from '@/app/api/v1/clubs/[id]/series/route';
import * as series from '@/app/api/v1/series/[id]/route';
import * as clubSearch from '@/app/api/v1/clubs/[id]/search/route';
import * as specialDays from '@/app/api/v1/clubs/[id]/special-days/route';
import * as team from '@/app/api/v1/clubs/[id]/team/route';
import * as tillEntries from '@/app/api/v1/clubs/[id]/till/entries/route';
import * as tillShifts from '@/app/api/v1/clubs/[id]/till/shifts/route';
import * as clubs from '@/app/api/v1/clubs/route';
import * as clubSync from '@/app/api/v1/clubs/sync/route';
import * as court from '@/app/api/v1/courts/[id]/route';
import * as shiftCourt from '@/app/api/v1/courts/[id]/shift/route';
import * as availability from '@/app/api/v1/courts/[id]/availability/route';
import * as courtSearch from '@/app/api/v1/courts/search/route';
import * as blockCustomer from '@/app/api/v1/customers/[id]/block/route';
import * as eraseCustomer from '@/app/api/v1/customers/[id]/erase/route';
import * as mergeCustomers from '@/app/api/v1/customers/[id]/merge/route';
import * as customer from '@/app/api/v1/customers/[id]/route';
import * as settleCustomer from '@/app/api/v1/customers/[id]/settle/route';
import * as unblockCustomer from '@/app/api/v1/customers/[id]/unblock/route';
import * as linkDue from '@/app/api/v1/dues/[id]/link/route';
import * as payDue from '@/app/api/v1/dues/[id]/pay/route';
import * as waiveDue from '@/app/api/v1/dues/[id]/waive/route';
import * as declineGame from '@/app/api/v1/games/[token]/decline/route';
import * as joinGame from '@/app/api/v1/games/[token]/join/route';
import * as game from '@/app/api/v1/games/[token]/route';
import * as live from '@/app/api/v1/health/live/route';
import * as health from '@/app/api/v1/health/route';
import * as invitation from '@/app/api/v1/invitations/[token]/accept/route';
import * as notificationRead from '@/app/api/v1/notifications/[id]/read/route';
import * as resendWebhook from '@/app/api/v1/notifications/resend-webhook/route';
import * as mailChoice from '@/app/api/v1/mail-choices/[token]/route';
import * as messageCalled from '@/app/api/v1/messages/[id]/called/route';
import * as resendMessage from '@/app/api/v1/messages/[id]/resend/route';
import * as notifications from '@/app/api/v1/notifications/route';
import * as ticket from '@/app/api/v1/notifications/ticket/route';
import * as twilioWebhook from '@/app/api/v1/notifications/twilio-webhook/route';
import * as operation from '@/app/api/v1/operations/[id]/route';
import * as paymentLink from '@/app/api/v1/payment-links/[token]/route';
import * as refund from '@/app/api/v1/payments/[id]/refund/route';
import * as createIntent from '@/app/api/v1/payments/create-intent/route';
import * as stripeWebhook from '@/app/api/v1/payments/stripe-webhook/route';
import * as refundPaidByHand from '@/app/api/v1/refunds/[id]/paid-by-hand/route';
import * as retryRefund from '@/app/api/v1/refunds/[id]/retry/route';
import * as calendar from '@/app/api/v1/reservations/[id]/calendar/route';
import * as cancel from '@/app/api/v1/reservations/[id]/cancel/route';
import * as moveBooking from '@/app/api/v1/reservations/[id]/move/route';
import * as gameLink from '@/app/api/v1/reservations/[id]/game-link/route';
import * as remindParticipant from '@/app/api/v1/reservations/[id]/participants/[position]/remind/route';
import * as guest from '@/app/api/v1/reservations/[id]/guest/route';
import * as participants from '@/app/api/v1/reservations/[id]/participants/route';
import * as checkInPlayer from '@/app/api/v1/reservations/[id]/participants/[position]/check-in/route';
import * as checkIn from '@/app/api/v1/reservations/[id]/check-in/route';
import * as noShow from '@/app/api/v1/reservations/[id]/no-show/route';
import * as restoreBooking from '@/app/api/v1/reservations/[id]/restore/route';
import * as revive from '@/app/api/v1/reservations/[id]/revive/route';
import * as retryPayment from '@/app/api/v1/reservations/[id]/retry-payment/route';
import * as reservation from '@/app/api/v1/reservations/[id]/route';
import * as reservations from '@/app/api/v1/reservations/route';
import * as swapBookings from '@/app/api/v1/reservations/swap/route';
import * as search from '@/app/api/v1/search/route';
import * as member from '@/app/api/v1/team/[id]/route';
import * as reverseEntry from '@/app/api/v1/till/entries/[id]/reverse/route';
import * as shift from '@/app/api/v1/till/shifts/[id]/route';
import * as shiftReport from '@/app/api/v1/till/shifts/[id]/report.csv/route';
import * as closeShift from '@/app/api/v1/till/shifts/[id]/close/route';
import * as exportMe from '@/app/api/v1/users/me/export/route';
import * as me from '@/app/api/v1/users/me/route';
import * as token from '@/app/api/v1/users/me/tokens/[id]/route';
import * as tokens from '@/app/api/v1/users/me/tokens/route';
import type { Described } from '@/lib/web/answer';
import type { RouteRules } from '@/lib/web/route-options';

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`, as OpenAPI writes it. */
  path: string;
  /** The exported handler. Its options say who may call it, what it parses and what it answers. */
  handler: { options: RouteRules & Described };
};

/** The public contract, one row for each method of each route file. */
export const endpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/clubs', handler: clubs.GET },
  { method: 'POST', path: '/clubs', handler: clubs.POST },
  { method: 'POST', path: '/clubs/{id}/approve', handler: approveClub.POST },
  { method: 'GET', path: '/clubs/{id}/set-up', handler: setUp.GET },
  { method: 'POST', path: '/clubs/{id}/publish', handler: publishClub.POST },
  { method: 'POST', path: '/clubs/{id}/pause', handler: pauseSales.POST },
  { method: 'POST', path: '/clubs/{id}/resume', handler: resumeSales.POST },
  { method: 'GET', path: '/clubs/{id}', handler: club.GET },
  { method: 'PATCH', path: '/clubs/{id}', handler: club.PATCH },
  { method: 'DELETE', path: '/clubs/{id}', handler: club.DELETE },
  { method: 'POST', path: '/clubs/{id}/restore', handler: restoreClub.POST },
  { method: 'GET', path: '/clubs/{id}/export', handler: exportClub.GET },
  { method: 'GET', path: '/clubs/{id}/team', handler: team.GET },
  { method: 'POST', path: '/clubs/{id}/team', handler: team.POST },
  { method: 'PATCH', path: '/team/{id}', handler: member.PATCH },
  { method: 'DELETE', path: '/team/{id}', handler: member.DELETE },
  { method: 'POST', path: '/invitations/{token}/accept', handler: invitation.POST },
  { method: 'GET', path: '/clubs/{id}/keys', handler: clubKeys.GET },
  { method: 'POST', path: '/clubs/{id}/keys', handler: clubKeys.POST },
  { method: 'DELETE', path: '/clubs/{id}/keys/{key_id}', handler: clubKey.DELETE },
  { method: 'GET', path: '/clubs/{id}/planner', handler: planner.GET },
  { method: 'GET', path: '/clubs/{id}/planner/changes', handler: plannerChanges.GET },
  { method: 'GET', path: '/clubs/{id}/opening-hours', handler: openingHours.GET },
  { method: 'PUT', path: '/clubs/{id}/opening-hours', handler: openingHours.PUT },
  { method: 'GET', path: '/clubs/{id}/special-days', handler: specialDays.GET },
  { method: 'PUT', path: '/clubs/{id}/special-days', handler: specialDays.PUT },
  { method: 'GET', path: '/clubs/{id}/courts', handler: clubCourts.GET },
  { method: 'POST', path: '/clubs/{id}/courts', handler: clubCourts.POST },
  { method: 'PUT', path: '/clubs/{id}/courts/order', handler: courtOrder.PUT },
  { method: 'GET', path: '/clubs/{id}/photos', handler: clubPhotos.GET },
  { method: 'POST', path: '/clubs/{id}/photos', handler: clubPhotos.POST },
  { method: 'PUT', path: '/clubs/{id}/photos/order', handler: photoOrder.PUT },
  { method: 'PATCH', path: '/clubs/{id}/photos/{photo_id}', handler: clubPhoto.PATCH },
  { method: 'DELETE', path: '/clubs/{id}/photos/{photo_id}', handler: clubPhoto.DELETE },
  { method: 'PATCH', path: '/courts/{id}', handler: court.PATCH },
  { method: 'DELETE', path: '/courts/{id}', handler: court.DELETE },
  { method: 'GET', path: '/clubs/{id}/price-rules', handler: priceRules.GET },
  { method: 'PUT', path: '/clubs/{id}/price-rules', handler: priceRules.PUT },
  { method: 'GET', path: '/clubs/{id}/categories', handler: categories.GET },
  { method: 'PUT', path: '/clubs/{id}/categories', handler: categories.PUT },
  { method: 'GET', path: '/clubs/{id}/extras', handler: extras.GET },
  { method: 'PUT', path: '/clubs/{id}/extras', handler: extras.PUT },
  { method: 'GET', path: '/clubs/{id}/prices', handler: prices.GET },
  { method: 'GET', path: '/clubs/{id}/series', handler: clubSeries.GET },
  { method: 'POST', path: '/clubs/{id}/series', handler: clubSeries.POST },
  { method: 'PATCH', path: '/series/{id}', handler: series.PATCH },
  { method: 'DELETE', path: '/series/{id}', handler: series.DELETE },
  { method: 'POST', path: '/clubs/{id}/quote', handler: quote.POST },
  { method: 'GET', path: '/clubs/{id}/bookings', handler: clubBookings.GET },
  { method: 'POST', path: '/clubs/{id}/bookings', handler: clubBookings.POST },
  { method: 'POST', path: '/clubs/{id}/bookings/cancel', handler: cancelBookings.POST },
  { method: 'GET', path: '/clubs/{id}/exports/bookings.csv', handler: exportBookings.GET },
  { method: 'GET', path: '/clubs/{id}/search', handler: clubSearch.GET },
  { method: 'GET', path: '/clubs/{id}/activity', handler: activity.GET },
  { method: 'POST', path: '/clubs/sync', handler: clubSync.POST },
  { method: 'GET', path: '/clubs/{id}/customers', handler: clubCustomers.GET },
  { method: 'POST', path: '/clubs/{id}/customers', handler: clubCustomers.POST },
  { method: 'GET', path: '/customers/{id}', handler: customer.GET },
  { method: 'PATCH', path: '/customers/{id}', handler: customer.PATCH },
  { method: 'POST', path: '/customers/{id}/block', handler: blockCustomer.POST },
  { method: 'POST', path: '/customers/{id}/unblock', handler: unblockCustomer.POST },
  { method: 'POST', path: '/customers/{id}/merge', handler: mergeCustomers.POST },
  { method: 'POST', path: '/customers/{id}/settle', handler: settleCustomer.POST },
  { method: 'POST', path: '/customers/{id}/erase', handler: eraseCustomer.POST },
  { method: 'GET', path: '/clubs/{id}/messages', handler: clubMessages.GET },
  { method: 'POST', path: '/clubs/{id}/messages', handler: clubMessages.POST },
  { method: 'GET', path: '/clubs/{id}/waiting', handler: clubWaiting.GET },
  { method: 'POST', path: '/messages/{id}/resend', handler: resendMessage.POST },
  { method: 'POST', path: '/messages/{id}/called', handler: messageCalled.POST },
  { method: 'GET', path: '/clubs/{id}/dues', handler: clubDues.GET },
  { method: 'POST', path: '/clubs/{id}/dues/links', handler: dueLinks.POST },
  { method: 'POST', path: '/dues/{id}/pay', handler: payDue.POST },
  { method: 'POST', path: '/dues/{id}/link', handler: linkDue.POST },
  { method: 'POST', path: '/dues/{id}/waive', handler: waiveDue.POST },
  { method: 'GET', path: '/clubs/{id}/failed-refunds', handler: failedRefunds.GET },
  { method: 'POST', path: '/refunds/{id}/retry', handler: retryRefund.POST },
  { method: 'POST', path: '/refunds/{id}/paid-by-hand', handler: refundPaidByHand.POST },
  { method: 'GET', path: '/clubs/{id}/till/shifts', handler: tillShifts.GET },
  { method: 'POST', path: '/clubs/{id}/till/shifts', handler: tillShifts.POST },
  { method: 'GET', path: '/till/shifts/{id}', handler: shift.GET },
  { method: 'GET', path: '/till/shifts/{id}/report.csv', handler: shiftReport.GET },
  { method: 'POST', path: '/till/shifts/{id}/close', handler: closeShift.POST },
  { method: 'GET', path: '/clubs/{id}/till/entries', handler: tillEntries.GET },
  { method: 'POST', path: '/clubs/{id}/till/entries', handler: tillEntries.POST },
  { method: 'POST', path: '/till/entries/{id}/reverse', handler: reverseEntry.POST },
  { method: 'GET', path: '/courts/search', handler: courtSearch.GET },
  { method: 'GET', path: '/courts/{id}/availability', handler: availability.GET },
  { method: 'POST', path: '/courts/{id}/shift', handler: shiftCourt.POST },
  { method: 'GET', path: '/search', handler: search.GET },
  { method: 'POST', path: '/reservations', handler: reservations.POST },
  { method: 'GET', path: '/reservations', handler: reservations.GET },
  { method: 'GET', path: '/reservations/{id}', handler: reservation.GET },
  { method: 'PATCH', path: '/reservations/{id}', handler: reservation.PATCH },
  { method: 'POST', path: '/reservations/{id}/check-in', handler: checkIn.POST },
  { method: 'DELETE', path: '/reservations/{id}/check-in', handler: checkIn.DELETE },
  {
    method: 'POST',
    path: '/reservations/{id}/participants/{position}/check-in',
    handler: checkInPlayer.POST,
  },
  {
    method: 'DELETE',
    path: '/reservations/{id}/participants/{position}/check-in',
    handler: checkInPlayer.DELETE,
  },
  { method: 'POST', path: '/reservations/{id}/no-show', handler: noShow.POST },
  { method: 'POST', path: '/reservations/{id}/revive', handler: revive.POST },
  { method: 'POST', path: '/reservations/{id}/restore', handler: restoreBooking.POST },
  { method: 'POST', path: '/acts/{id}/undo', handler: undoAct.POST },
  { method: 'GET', path: '/clubs/{id}/acts', handler: clubActs.GET },
  { method: 'POST', path: '/reservations/{id}/retry-payment', handler: retryPayment.POST },
  { method: 'GET', path: '/reservations/{id}/cancel', handler: cancel.GET },
  { method: 'POST', path: '/reservations/{id}/cancel', handler: cancel.POST },
  { method: 'GET', path: '/reservations/{id}/move', handler: moveBooking.GET },
  { method: 'POST', path: '/reservations/{id}/move', handler: moveBooking.POST },
  { method: 'POST', path: '/reservations/swap', handler: swapBookings.POST },
  { method: 'PATCH', path: '/reservations/{id}/guest', handler: guest.PATCH },
  { method: 'POST', path: '/reservations/{id}/participants', handler: participants.POST },
  { method: 'DELETE', path: '/reservations/{id}/participants', handler: participants.DELETE },
  {
    method: 'POST',
    path: '/reservations/{id}/participants/{position}/remind',
    handler: remindParticipant.POST,
  },
  { method: 'GET', path: '/reservations/{id}/game-link', handler: gameLink.GET },
  { method: 'POST', path: '/reservations/{id}/game-link', handler: gameLink.POST },
  { method: 'GET', path: '/games/{token}', handler: game.GET },
  { method: 'POST', path: '/games/{token}/join', handler: joinGame.POST },
  { method: 'POST', path: '/games/{token}/decline', handler: declineGame.POST },
  { method: 'GET', path: '/reservations/{id}/calendar', handler: calendar.GET },
  { method: 'POST', path: '/payments/create-intent', handler: createIntent.POST },
  { method: 'POST', path: '/mail-choices/{token}', handler: mailChoice.POST },
  { method: 'POST', path: '/payment-links/{token}', handler: paymentLink.POST },
  { method: 'POST', path: '/payments/{id}/refund', handler: refund.POST },
  { method: 'POST', path: '/payments/stripe-webhook', handler: stripeWebhook.POST },
  { method: 'GET', path: '/notifications', handler: notifications.GET },
  { method: 'POST', path: '/notifications/{id}/read', handler: notificationRead.POST },
  { method: 'POST', path: '/notifications/ticket', handler: ticket.POST },
  { method: 'POST', path: '/notifications/resend-webhook', handler: resendWebhook.POST },
  { method: 'POST', path: '/notifications/twilio-webhook', handler: twilioWebhook.POST },
  { method: 'GET', path: '/users/me', handler: me.GET },
  { method: 'PATCH', path: '/users/me', handler: me.PATCH },
  { method: 'DELETE', path: '/users/me', handler: me.DELETE },
  { method: 'GET', path: '/users/me/export', handler: exportMe.GET },
  { method: 'GET', path: '/users/me/tokens', handler: tokens.GET },
  { method: 'POST', path: '/users/me/tokens', handler: tokens.POST },
  { method: 'DELETE', path: '/users/me/tokens/{id}', handler: token.DELETE },
  { method: 'GET', path: '/operations/{id}', handler: operation.GET },
  { method: 'GET', path: '/health', handler: health.GET },
  { method: 'GET', path: '/health/live', handler: live.GET },
];
