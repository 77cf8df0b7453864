import { PageBoundary } from '@/components/shell/page-boundary';

export default function ReservationsLayout({ children }: LayoutProps<'/[locale]/reservations'>) {
  return <PageBoundary about="bookings">{children}</PageBoundary>;
}
