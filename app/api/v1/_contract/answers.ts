import { z } from 'zod';
import {
  COURT_FORMATS,
  OPERATION_SERVICES,
  PAYMENT_STATUSES,
  REFUND_STATUSES,
  RESERVATION_STATUSES,
  SPORTS,
  STAFF_ROLES,
  SURFACES,
  TOKEN_SCOPES,
} from '@/db/schema';
import { ERROR_CODES } from '@/lib/core/errors';
import { CANCELLATION_RULES } from '@/lib/reservations/cancellation';
import { CHECKED } from '@/lib/services/call/checked-services';

const instant = z.iso.datetime({ offset: true });
const localTime = z
  .string()
  .regex(/^\d\d:\d\d$/)
  .describe('Local to the club.');
const localDate = z.iso.date().describe('Local to the club.');
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .describe('Major units.');
const currency = z.string().length(3).describe('ISO 4217.');
const spoken = z.strictObject({ es: z.string(), en: z.string() });

const Money = z.strictObject({ amount: decimal, currency });

const slot = {
  start_time: localTime,
  end_time: localTime,
  starts_at: instant,
  ends_at: instant,
  price: Money,
};
const Slot = z.strictObject(slot);

const PriceLine = z
  .strictObject({
    rule_id: z.int(),
    rule: spoken,
    minutes: z.int(),
    price_per_hour: Money,
    amount_minor: z.number().describe('The exact share, unrounded; the total is rounded once.'),
  })
  .describe('One stretch of a price, with the rule it comes from.');

const court = {
  id: z.int(),
  name: z.string(),
  sport: z.enum(SPORTS),
  indoor: z.boolean(),
  surface: z.enum(SURFACES),
  format: z.enum(COURT_FORMATS),
};
const Court = z.strictObject(court);
const clubKey = { id: z.int(), slug: z.string(), name: z.string(), city: z.string() };

const FoundCourt = z.strictObject({
  ...court,
  club: z.strictObject({ ...clubKey, distance_km: z.number().optional() }),
  ...slot,
  price_breakdown: z.array(PriceLine),
});

const Club = z.strictObject({
  ...clubKey,
  country: z.string(),
  address: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  timezone: z.string().describe('IANA zone of every local date and time of the club.'),
  currency,
  phone: z.string().nullable(),
  about: spoken,
  amenities: z.array(z.string()),
  durations: z.array(z.int()).describe('Minutes.'),
  opening_hours: z.array(
    z.strictObject({
      weekday: z.int().min(1).max(7).describe('1 is Monday.'),
      opens: localTime,
      closes: localTime,
      past_midnight: z.boolean(),
    }),
  ),
  refund_policy: z.strictObject({
    free_hours: z.number(),
    later_percent: z.number(),
    nothing_hours: z.number(),
  }),
  extras: z.array(
    z.strictObject({
      code: z.string(),
      name: spoken,
      price: Money,
      price_minor: z.int().meta({ deprecated: true, description: 'Minor units; read `price` instead.' }),
    }),
  ),
  courts: z.array(Court),
});

const Availability = z.strictObject({
  court_id: z.int(),
  date: localDate,
  duration: z.int(),
  timezone: z.string(),
  available_slots: z.array(Slot),
});

const SearchHit = z.strictObject({
  type: z.enum(['club', 'court']),
  ...clubKey,
  highlight: z.string().describe('The name with the matching words between asterisks.'),
});

const OpenPayment = z.strictObject({
  id: z.uuid(),
  status: z.literal('pending'),
  amount: decimal,
  currency,
  payment_intent_id: z.string(),
  client_secret: z.string(),
});

const Payment = z.strictObject({
  id: z.uuid(),
  status: z.enum(PAYMENT_STATUSES),
  amount: decimal,
  currency,
  refunded: Money,
  payment_intent_id: z.string().nullable(),
  decline_code: z.string().nullable(),
  client_secret: z.string().optional().describe('For the payer alone, and only while something is owed.'),
});

const Reservation = z.strictObject({
  id: z.uuid(),
  status: z.enum(RESERVATION_STATUSES),
  court_id: z.int(),
  court: Court.pick({ id: true, name: true, indoor: true, surface: true }),
  club: z.strictObject({ ...clubKey, timezone: z.string() }),
  date: localDate,
  duration: z.int(),
  ...slot,
  expires_at: instant.nullable().describe('When the hold ends; null once nothing is owed.'),
  price_breakdown: z.array(PriceLine),
  extras: z.array(z.strictObject({ code: z.string(), quantity: z.int(), amount_minor: z.int() })),
  participants: z.array(z.strictObject({ user_id: z.uuid().nullable(), name: z.string() })),
  payment: Payment.nullable(),
});

const Refund = z.strictObject({
  id: z.uuid(),
  payment_id: z.uuid(),
  status: z.enum(REFUND_STATUSES),
  refunded: Money.describe('What has gone back already.'),
  refunded_amount: decimal.meta({ deprecated: true, description: 'Read `refunded` instead.' }),
  amount: decimal,
  currency,
});

const cancellation = z.strictObject({
  amount: decimal,
  currency,
  rule: z.enum(CANCELLATION_RULES),
});

const Notification = z.strictObject({
  id: z.int(),
  type: z.string().describe('Such as reservation.confirmed, reservation.cancelled, payment.refunded.'),
  created_at: instant,
  read_at: instant.nullable(),
  data: z.record(z.string(), z.unknown()),
});

const User = z.strictObject({
  id: z.uuid(),
  email: z.email({ pattern: z.regexes.html5Email }),
  email_verified: z.boolean(),
  email_valid: z.boolean().describe('False once the mailbox bounced for good.'),
  name: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.enum(['es', 'en']),
  notice_choices: z.strictObject({
    reminder_email: z.boolean(),
    reminder_sms: z.boolean(),
  }),
  has_password: z.boolean(),
  operator: z.boolean(),
  staff: z.array(z.strictObject({ club_id: z.int(), role: z.enum(STAFF_ROLES) })),
  created_at: instant,
});

const ApiKey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(TOKEN_SCOPES),
  expires_at: instant.nullable(),
  last_used_at: instant.nullable(),
  created_at: instant,
});

const healthStatus = z.enum(['healthy', 'degraded', 'unhealthy']);

const Health = z.strictObject({
  overall_status: healthStatus,
  healthy_services: z.int(),
  total_services: z.int(),
  failed_services: z.array(z.enum(CHECKED)),
  services: z
    .record(
      z.enum(CHECKED),
      z.strictObject({
        status: healthStatus,
        latency_ms: z.number().optional(),
        p95_ms: z.number().optional(),
        breaker: z.enum(['closed', 'open', 'half_open']).optional(),
        checked_at: instant.optional(),
        error: z.string().optional(),
      }),
    )
    .describe('More than the status is for operators alone.'),
});

/** Every object the API answers, by the name it has in the description; nothing is answered that is not named here. */
export const answers = {
  Error: z
    .looseObject({
      error: z.enum(ERROR_CODES),
      message: z.string().describe('One sentence a person can act on.'),
      request_id: z.string(),
      fields: z.record(z.string(), z.array(z.string())).optional(),
    })
    .describe(
      'Some codes carry more: `reason`, `alternatives`, `reservation`, `refund`. A session, never a key, meets `forbidden` with `reason` `step_up` (and `ways`) when the password or a second factor was not given within ten minutes, and with `second_factor` when an operator has none.',
    ),
  Money,
  Slot,
  PriceLine,
  Court,
  FoundCourt,
  Club,
  Availability,
  SearchHit,
  OpenPayment,
  Payment,
  Reservation,
  PaymentStart: z.strictObject({ payment: OpenPayment }),
  Intent: z
    .strictObject({
      id: z.string(),
      client_secret: z.string(),
      amount: z.int().describe('Minor units, as Stripe has it.'),
      currency: z.string().describe('Lower case, as Stripe has it.'),
      status: z.string(),
    })
    .describe('Mirrors a Stripe PaymentIntent.'),
  Refund,
  CancellationPreview: z.strictObject({ refund: cancellation }),
  Cancellation: z.strictObject({ status: z.literal('cancelled'), refund: cancellation }),
  Notification,
  Ticket: z.strictObject({ token: z.string(), expires_in: z.int().describe('Seconds.') }),
  User,
  Export: z.record(z.string(), z.unknown()),
  ApiKey,
  NewApiKey: ApiKey.extend({ key: z.string().describe('Shown this once.') }),
  Received: z.strictObject({ received: z.literal(true) }),
  Alive: z.strictObject({ status: z.literal('alive') }),
  Health,
  Operation: z.strictObject({
    id: z.uuid(),
    status: z.enum(['pending', 'consistent', 'failed']),
    services: z.partialRecord(z.enum(OPERATION_SERVICES), z.enum(['pending', 'completed', 'failed'])),
  }),
  ChangedClub: Club.extend({ operation_id: z.uuid().nullable() }),
  DeletedClub: z.strictObject({
    courts: z.int(),
    reservations: z.int(),
    refunds: z.int(),
    notices: z.int(),
    operation_id: z.uuid(),
  }),
  ClubSync: z.strictObject({
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    deactivated: z.int(),
    errors: z.int(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type AnswerName = keyof typeof answers;

/** A page of a list. */
export const listOf = (name: AnswerName) =>
  z.strictObject({
    results: z.array(answers[name]),
    count: z.int(),
    next: z.url().nullable(),
    nearest_city: z.string().optional(),
  });
