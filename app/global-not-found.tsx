import type { Metadata } from 'next';
import { button } from '@/components/ui/button';
import './globals.css';

export const metadata: Metadata = { title: 'Pista · 404' };

/** For addresses without a language, which the proxy leaves out and no route answers. */
export default function GlobalNotFound() {
  return (
    <html lang="es">
      <body>
        <main className="mx-auto max-w-xl px-4 py-16 text-center">
          <h1 className="mb-6 text-head">Aquí no hay ninguna pista</h1>
          <a href="/" className={button()}>
            Ir al inicio
          </a>
        </main>
      </body>
    </html>
  );
}
