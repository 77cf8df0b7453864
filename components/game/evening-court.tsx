import type { StaticImageData } from 'next/image';
import eveningCourt from '@/app/evening-court.svg';
import { placesOf, type Seats, seatMarks } from './seat-marks';

const { src: EVENING_COURT }: StaticImageData = eveningCourt;

/** A court in evening light with a seat for each player. */
export const EveningCourt = ({
  seats,
  label,
  className,
}: {
  seats: Seats;
  label: string;
  className: string;
}) => (
  <svg
    viewBox="470 20 730 610"
    preserveAspectRatio="xMidYMid slice"
    className={className}
    role="img"
    aria-label={label}
  >
    <image href={EVENING_COURT} width="1200" height="630" />
    {seatMarks(seats)}
    {placesOf(seats).map(
      ({ place: { head }, initials }) =>
        initials !== null && (
          <text
            key={head.x}
            x={head.x}
            y={head.y}
            dy=".36em"
            textAnchor="middle"
            className="fill-[#1a2440] font-strong text-[15px]"
          >
            {initials}
          </text>
        ),
    )}
  </svg>
);
