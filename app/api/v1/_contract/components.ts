import { salesSchema, setUpSchema } from '@/app/api/v1/_shapes/sales-shape';
import { actSchema, shownActSchema } from '@/app/api/v1/_shapes/act-shape';
import { changedBooking } from '@/app/api/v1/_shapes/changed-booking';
import { POST as undo } from '@/app/api/v1/acts/[id]/undo/route';
import type { z } from 'zod';
import { apiKeySchema } from '@/app/api/v1/_shapes/api-key-shape';
import { boardItemSchema, windowSchema } from '@/app/api/v1/_shapes/board-shape';
import { clubKeySchema, newClubKeySchema } from '@/app/api/v1/_shapes/club-key-shape';
import { clubSchema } from '@/app/api/v1/_shapes/club-shape';
import { courtSchema, foundCourtSchema } from '@/app/api/v1/_shapes/court-shape';
import { staffCourtSchema } from '@/app/api/v1/_shapes/staff-court-shape';
import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { dueSchema } from '@/app/api/v1/_shapes/due-shape';
import { errorSchema } from '@/app/api/v1/_shapes/error-schema';
import { gameSchema } from '@/app/api/v1/_shapes/game-shape';
import { GET as gameLink } from '@/app/api/v1/reservations/[id]/game-link/route';
import { moneySchema } from '@/app/api/v1/_shapes/members';
import { notificationSchema } from '@/app/api/v1/_shapes/notification-shape';
import { openPaymentSchema } from '@/app/api/v1/_shapes/open-payment-shape';
import { receivedSchema } from '@/app/api/v1/_shapes/received-schema';
import { failedRefundSchema, settledRefundSchema } from '@/app/api/v1/_shapes/refund-shape';
import { paymentSchema, reservationSchema } from '@/app/api/v1/_shapes/reservation-shape';
import { alternativeSchema, priceLineSchema, slotSchema } from '@/app/api/v1/_shapes/slot-schema';
import { invitationSchema, memberSchema } from '@/app/api/v1/_shapes/team-shape';
import { countedSchema, entrySchema, shiftSchema } from '@/app/api/v1/_shapes/till-shape';
import { userSchema } from '@/app/api/v1/_shapes/user-shape';
import { POST as cancelBookings } from '@/app/api/v1/clubs/[id]/bookings/cancel/route';
import { POST as bookAtDesk } from '@/app/api/v1/clubs/[id]/bookings/route';
import { GET as listActivity } from '@/app/api/v1/clubs/[id]/activity/route';
import { GET as listClubKeys } from '@/app/api/v1/clubs/[id]/keys/route';
import { GET as getPlannerChanges } from '@/app/api/v1/clubs/[id]/planner/changes/route';
import { GET as getPlanner } from '@/app/api/v1/clubs/[id]/planner/route';
import * as clubCourts from '@/app/api/v1/clubs/[id]/courts/route';
import { PUT as orderCourts } from '@/app/api/v1/clubs/[id]/courts/order/route';
import { photoSchema } from '@/app/api/v1/_shapes/photo-shape';
import { GET as listPhotos } from '@/app/api/v1/clubs/[id]/photos/route';
import { PUT as orderPhotos } from '@/app/api/v1/clubs/[id]/photos/order/route';
import * as clubSeries from '@/app/api/v1/clubs/[id]/series/route';
import * as seriesApi from '@/app/api/v1/series/[id]/route';
import { seriesDateSchema, seriesSchema } from '@/app/api/v1/_shapes/series-shape';
import { GET as getHours, PUT as setHours } from '@/app/api/v1/clubs/[id]/opening-hours/route';
import { POST as getQuote } from '@/app/api/v1/clubs/[id]/quote/route';
import { POST as restoreClub } from '@/app/api/v1/clubs/[id]/restore/route';
import * as clubApi from '@/app/api/v1/clubs/[id]/route';
import { GET as getCategories, PUT as setCategories } from '@/app/api/v1/clubs/[id]/categories/route';
import { GET as getExtras, PUT as setExtras } from '@/app/api/v1/clubs/[id]/extras/route';
import { GET as getPriceRules, PUT as setPriceRules } from '@/app/api/v1/clubs/[id]/price-rules/route';
import { GET as getPrices } from '@/app/api/v1/clubs/[id]/prices/route';
import { priceChangesSchema } from '@/app/api/v1/_shapes/set-up-shape';
import { GET as getSpecialDays, PUT as setSpecialDays } from '@/app/api/v1/clubs/[id]/special-days/route';
import { GET as searchClub } from '@/app/api/v1/clubs/[id]/search/route';
import { GET as listTeam } from '@/app/api/v1/clubs/[id]/team/route';
import { GET as clubWaiting } from '@/app/api/v1/clubs/[id]/waiting/route';
import { POST as approveClub } from '@/app/api/v1/clubs/[id]/approve/route';
import { POST as askForClub } from '@/app/api/v1/clubs/route';
import { POST as syncClubs } from '@/app/api/v1/clubs/sync/route';
import { GET as getAvailability } from '@/app/api/v1/courts/[id]/availability/route';
import * as courtApi from '@/app/api/v1/courts/[id]/route';
import { POST as shiftCourt } from '@/app/api/v1/courts/[id]/shift/route';
import { POST as eraseCustomer } from '@/app/api/v1/customers/[id]/erase/route';
import { POST as mergeCustomers } from '@/app/api/v1/customers/[id]/merge/route';
import { POST as messageCalled } from '@/app/api/v1/messages/[id]/called/route';
import { messageSchema, sentMessageSchema } from '@/app/api/v1/_shapes/message-shape';
import { POST as linkDues } from '@/app/api/v1/clubs/[id]/dues/links/route';
import { POST as settleCustomer } from '@/app/api/v1/customers/[id]/settle/route';
import { POST as linkDue } from '@/app/api/v1/dues/[id]/link/route';
import { POST as payDue } from '@/app/api/v1/dues/[id]/pay/route';
import { GET as isAlive } from '@/app/api/v1/health/live/route';
import { GET as getHealth } from '@/app/api/v1/health/route';
import { POST as accept } from '@/app/api/v1/invitations/[token]/accept/route';
import { POST as makeTicket } from '@/app/api/v1/notifications/ticket/route';
import { GET as getOperation } from '@/app/api/v1/operations/[id]/route';
import { POST as giveBack } from '@/app/api/v1/payments/[id]/refund/route';
import { POST as createIntent } from '@/app/api/v1/payments/create-intent/route';
import * as cancelApi from '@/app/api/v1/reservations/[id]/cancel/route';
import * as moveApi from '@/app/api/v1/reservations/[id]/move/route';
import { POST as checkInPlayer } from '@/app/api/v1/reservations/[id]/participants/[position]/check-in/route';
import { POST as restoreBooking } from '@/app/api/v1/reservations/[id]/restore/route';
import { POST as retryPayment } from '@/app/api/v1/reservations/[id]/retry-payment/route';
import { POST as swapBookings } from '@/app/api/v1/reservations/swap/route';
import { GET as search } from '@/app/api/v1/search/route';
import { GET as exportUser } from '@/app/api/v1/users/me/export/route';
import { POST as createKey } from '@/app/api/v1/users/me/tokens/route';

/** Every object of the API's answers, by its name in the description. Other objects are not answered. */
export const components: Readonly<Record<string, z.ZodType>> = {
  Error: errorSchema,
  Money: moneySchema,
  Slot: slotSchema,
  PriceLine: priceLineSchema,
  Court: courtSchema,
  FoundCourt: foundCourtSchema,
  Club: clubSchema,
  Availability: getAvailability.options.answer.json,
  SearchHit: search.options.answer.list,
  OpenPayment: openPaymentSchema,
  Payment: paymentSchema,
  Reservation: reservationSchema,
  PaymentStart: retryPayment.options.answer.json,
  Intent: createIntent.options.answer.json,
  Refund: giveBack.options.answer.json,
  CancellationPreview: cancelApi.GET.options.answer.json,
  Cancellation: cancelApi.POST.options.answer.json,
  Notification: notificationSchema,
  Ticket: makeTicket.options.answer.json,
  User: userSchema,
  Export: exportUser.options.answer.json,
  ApiKey: apiKeySchema,
  NewApiKey: createKey.options.answer.json,
  Received: receivedSchema,
  Alive: isAlive.options.answer.json,
  Health: getHealth.options.answer.json,
  Operation: getOperation.options.answer.json,
  ClubRequest: askForClub.options.answer.json,
  ApprovedClub: approveClub.options.answer.json,
  Sales: salesSchema,
  SetUp: setUpSchema,
  ChangedClub: clubApi.PATCH.options.answer.json,
  DeletedClub: clubApi.DELETE.options.answer.json,
  RestoredClub: restoreClub.options.answer.json,
  Member: memberSchema,
  Invitation: invitationSchema,
  Team: listTeam.options.answer.json,
  ClubKey: clubKeySchema,
  ClubKeys: listClubKeys.options.answer.json,
  NewClubKey: newClubKeySchema,
  AcceptedInvitation: accept.options.answer.json,
  Window: windowSchema,
  BoardItem: boardItemSchema,
  Planner: getPlanner.options.answer.json,
  PlannerChanges: getPlannerChanges.options.answer.json,
  DeskBooking: bookAtDesk.options.answer.json,
  CancelledBookings: cancelBookings.options.answer.json,
  Act: actSchema,
  MovedBooking: moveApi.POST.options.answer.json,
  SeenMove: moveApi.GET.options.answer.json,
  SwappedBookings: swapBookings.options.answer.json,
  ShiftedCourt: shiftCourt.options.answer.json,
  Alternative: alternativeSchema,
  Series: seriesSchema,
  SeriesDate: seriesDateSchema,
  ClubSeries: clubSeries.GET.options.answer.json,
  CreatedSeries: clubSeries.POST.options.answer.json,
  ChangedSeries: seriesApi.PATCH.options.answer.json,
  EndedSeries: seriesApi.DELETE.options.answer.json,
  StaffCourt: staffCourtSchema,
  ClubCourts: clubCourts.GET.options.answer.json,
  NewCourt: clubCourts.POST.options.answer.json,
  ChangedCourt: courtApi.PATCH.options.answer.json,
  OrderedCourts: orderCourts.options.answer.json,
  Photo: photoSchema,
  ClubPhotos: listPhotos.options.answer.json,
  OrderedPhotos: orderPhotos.options.answer.json,
  RetiredCourt: courtApi.DELETE.options.answer.json,
  OpeningHours: getHours.options.answer.json,
  ReplacedOpeningHours: setHours.options.answer.json,
  SpecialDays: getSpecialDays.options.answer.json,
  ReplacedSpecialDays: setSpecialDays.options.answer.json,
  PriceRules: getPriceRules.options.answer.json,
  PriceChanges: priceChangesSchema,
  ReplacedPriceRules: setPriceRules.options.answer.json,
  Categories: getCategories.options.answer.json,
  ReplacedCategories: setCategories.options.answer.json,
  Extras: getExtras.options.answer.json,
  ReplacedExtras: setExtras.options.answer.json,
  Prices: getPrices.options.answer.json,
  Quote: getQuote.options.answer.json,
  ShownAct: shownActSchema,
  CheckedInPlayer: checkInPlayer.options.answer.json,
  RestoredBooking: restoreBooking.options.answer.json,
  ChangedBooking: changedBooking.json,
  Undone: undo.options.answer.json,
  FoundAtClub: searchClub.options.answer.json,
  Activity: listActivity.options.answer.list,
  ClubSync: syncClubs.options.answer.json,
  Customer: customerSchema,
  MergedCustomer: mergeCustomers.options.answer.json,
  SettledCustomer: settleCustomer.options.answer.json,
  ErasedCustomer: eraseCustomer.options.answer.json,
  Message: messageSchema,
  SentMessage: sentMessageSchema,
  ClubWaiting: clubWaiting.options.answer.json,
  CalledMessage: messageCalled.options.answer.json,
  Game: gameSchema,
  GameLink: gameLink.options.answer.json,
  Due: dueSchema,
  PaymentLink: linkDue.options.answer.json,
  PaymentLinks: linkDues.options.answer.json,
  PaidDue: payDue.options.answer.json,
  FailedRefund: failedRefundSchema,
  SettledRefund: settledRefundSchema,
  TillShift: shiftSchema,
  TillCount: countedSchema,
  TillEntry: entrySchema,
};
