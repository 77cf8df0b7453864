/**
 * The pages that mails, sign-in and findings lead to, without their language. All other paths stand in `app` or
 * `components`.
 */
export const sitePaths = {
  account: '/account',
  checkout: (reservationId: string) => `/checkout/${reservationId}` as const,
  club: (slug: string) => `/clubs/${slug}` as const,
  courts: '/courts',
  desk: (slug: string) => `/admin/${slug}` as const,
  finishSignUp: '/sign-up/finish',
  game: (token: string) => `/game/${token}` as const,
  invitation: (token: string) => `/invitations/${token}` as const,
  mailChoice: (token: string) => `/mail-choices/${token}` as const,
  ops: '/ops',
  opsCalls: '/ops#calls',
  opsHistory: (objectId: string) => `/ops/history/${objectId}` as const,
  ownBooking: (token: string) => `/my-booking/${token}` as const,
  opsReview: '/ops#review',
  opsServices: '/ops/services',
  pay: (token: string) => `/pay/${token}` as const,
  reservation: (reservationId: string) => `/reservations/${reservationId}` as const,
  reservations: '/reservations',
  secondFactor: '/second-factor',
  signIn: '/sign-in',
  signInCode: '/sign-in/code',
  signInLink: '/sign-in/link',
} as const;
