'use client';

import { ErrorPage, type PageFailure } from '@/components/shell/error-page';

export default function BookingsFailure(failure: PageFailure) {
  return <ErrorPage {...failure} about="bookings" />;
}
