import { notFound } from 'next/navigation';

/** Any address without a page, so that its 404 stands in the page's language and frame. */
export default function UnknownPage(): never {
  notFound();
}
