import { drawShareCourts } from './share-courts';
import type { ShareView } from './share-view';

/** What Open Graph asks for (ogp.me), twice as wide as high. */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

/** Of the courts or the photo. */
export const FRAME = { width: 520, height: 530 };
export const NIGHT = '#27324d';

/**
 * Drawn by Satori, which knows flex boxes and no classes.
 * @param photo as a `data:` address, in place of the courts
 */
export function SharePicture({
  title,
  place,
  facts,
  courts,
  photo,
}: Omit<Extract<ShareView, { kind: 'courts' }>, 'kind' | 'photo'> & { photo: string | null }) {
  const plan = courts.length === 0 ? null : drawShareCourts(courts, FRAME);
  const picture = photo === null ? plan : { src: photo, ...FRAME, style: { borderRadius: 24 } };
  return (
    <div
      style={{
        display: 'flex',
        width: '100%',
        height: '100%',
        padding: '50px 60px 50px 64px',
        justifyContent: 'space-between',
        background: NIGHT,
        color: '#fff',
        fontFamily: 'Inter',
      }}
    >
      <div style={{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', width: 500 }}>
        <Mark />
        <div style={{ display: 'flex', flexDirection: 'column' }}>
          <div style={{ ...lines(3), fontSize: sizeOf(title), fontWeight: 600, lineHeight: 1.2 }}>
            {title}
          </div>
          <div style={{ ...lines(3), marginTop: 20, fontSize: 34, lineHeight: 1.3, color: '#e4e8f5' }}>
            {place}
          </div>
        </div>
        <div style={{ ...lines(2), fontSize: 26, lineHeight: 1.35, color: '#c9d1e8' }}>{facts}</div>
      </div>
      <div style={{ display: 'flex', width: FRAME.width, alignItems: 'center', justifyContent: 'center' }}>
        {/* biome-ignore lint/performance/noImgElement: no browser loads it */}
        {picture && <img alt="" {...picture} />}
      </div>
    </div>
  );
}

export const Mark = () => (
  <div style={{ display: 'flex', alignItems: 'center', fontSize: 32, fontWeight: 600 }}>
    <svg viewBox="3 1 18 22" width="28" height="34" style={{ marginRight: 16 }} aria-hidden="true">
      <rect x="3" y="1" width="18" height="22" rx="3" fill="#fff" />
      <path d="M3 12h18M6 6.5h12M6 17.5h12M12 6.5v11" stroke={NIGHT} strokeWidth="1.4" fill="none" />
    </svg>
    Pista
  </div>
);

/** Text of at most so many lines, with an ellipsis. A word that is too long is broken. */
export const lines = (most: number) =>
  ({ display: 'block', lineClamp: most, overflow: 'hidden', wordBreak: 'break-word' }) as const;

function sizeOf(title: string): number {
  if (title.length <= 16) return 76;
  return title.length <= 32 ? 60 : 46;
}
