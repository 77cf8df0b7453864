'use client';

import { ErrorPage, type PageFailure } from '@/components/shell/error-page';

export default function ReturnFailure(failure: PageFailure) {
  return <ErrorPage {...failure} about="payment" />;
}
