import { PageBoundary } from '@/components/shell/page-boundary';

export default function ReturnLayout({ children }: LayoutProps<'/[locale]/checkout/[reservationId]/return'>) {
  return <PageBoundary about="payment">{children}</PageBoundary>;
}
