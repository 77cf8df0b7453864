import type { MetadataRoute } from 'next';
import { translatorOf } from '@/lib/core/i18n/translator';

/** For those who put Pista on their home screen. All addresses are relative, so that the build knows them. */
export default function manifest(): MetadataRoute.Manifest {
  const t = translatorOf('es');
  return {
    id: '/',
    name: 'Pista',
    short_name: 'Pista',
    description: t('meta.description'),
    lang: 'es',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#fbfaf7',
    theme_color: '#fbfaf7',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
    ],
  };
}
