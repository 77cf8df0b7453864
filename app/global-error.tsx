'use client';

import { ErrorPage } from '@/components/error-page';
import './globals.css';

export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="es">
      <body>
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
