'use client';

import { ErrorPage, type PageFailure } from '@/components/shell/error-page';
import './globals.css';

export default function GlobalError(failure: PageFailure) {
  return (
    <html lang="es">
      <body>
        <ErrorPage {...failure} />
      </body>
    </html>
  );
}
