import { HEAD_RADIUS, placesOf, seatMarks } from '@/components/game/seat-marks';
import { lines, Mark, NIGHT, SHARE_SIZE } from './share-picture';
import type { ShareView } from './share-view';

type Props = Omit<Extract<ShareView, { kind: 'game' }>, 'kind'> & {
  /** The drawing of the court, as base64. */
  court: string;
};

/** What is missing, when and where, beside the court with its seats. Drawn by Satori. */
export const GamePicture = ({ title, place, facts, invitation, seats, court }: Props) => (
  <div
    style={{
      display: 'flex',
      width: '100%',
      height: '100%',
      background: NIGHT,
      color: '#fff',
      fontFamily: 'Inter',
    }}
  >
    {/* biome-ignore lint/performance/noImgElement: no browser loads it */}
    <img alt="" src={`data:image/svg+xml;base64,${court}`} {...SHARE_SIZE} style={{ position: 'absolute' }} />
    <svg viewBox="0 0 1200 630" {...SHARE_SIZE} style={{ position: 'absolute' }} aria-hidden="true">
      {seatMarks(seats)}
    </svg>
    {placesOf(seats).map(({ place: { head }, initials }) => (
      <div
        key={head.x}
        style={{
          display: 'flex',
          position: 'absolute',
          left: head.x - HEAD_RADIUS,
          top: head.y - HEAD_RADIUS,
          width: 2 * HEAD_RADIUS,
          height: 2 * HEAD_RADIUS,
          alignItems: 'center',
          justifyContent: 'center',
          fontSize: 15,
          fontWeight: 600,
          color: '#1a2440',
        }}
      >
        {initials ?? ''}
      </div>
    ))}
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: 500,
        padding: '50px 0 50px 64px',
      }}
    >
      <Mark />
      <div style={{ display: 'flex', flexDirection: 'column' }}>
        <div style={{ ...lines(2), fontSize: 72, fontWeight: 600, lineHeight: 1.15 }}>{title}</div>
        <div style={{ ...lines(2), marginTop: 14, fontSize: 40, fontWeight: 600, lineHeight: 1.3 }}>
          {place}
        </div>
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-start' }}>
        <div style={{ ...lines(2), width: 420, fontSize: 26, lineHeight: 1.35, color: '#e4e8f5' }}>
          {facts}
        </div>
        <div
          style={{
            ...lines(1),
            marginTop: 24,
            padding: '10px 20px',
            borderRadius: 10,
            background: '#dcf04a',
            color: '#1a2440',
            fontSize: 25,
            fontWeight: 600,
          }}
        >
          {invitation}
        </div>
      </div>
    </div>
  </div>
);
