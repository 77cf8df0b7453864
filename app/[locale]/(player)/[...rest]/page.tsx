import { notFound } from 'next/navigation';

/** Any address without a page, so that its 404 has the page's language and layout. */
export default function UnknownPage(): never {
  notFound();
}
