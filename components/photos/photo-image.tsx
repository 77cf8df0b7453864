import { clsx } from 'clsx';
import type { Photo } from '@/lib/catalogue/list-photos';
import { photoPath } from '@/lib/catalogue/photo-path';
import { PICTURE_WIDTHS } from '@/lib/services/pictures/picture-limits';

type Props = {
  photo: Pick<Photo, 'id' | 'width' | 'height'>;
  alt: string;
  /** How wide it is shown, as the attribute of an image says it. */
  sizes: string;
  /** In sight when the page opens, so that the browser asks for it first. */
  first?: boolean;
  className?: string;
};

/** A photo in the width that fits. Its place is known before it comes, so that nothing jumps. */
export function PhotoImage({ photo: { id, width, height }, alt, sizes, first = false, className }: Props) {
  return (
    // biome-ignore lint/performance/noImgElement: its files are in three widths already, and next/image would make more
    <img
      src={photoPath(id, 960)}
      srcSet={widthsOf(width)
        .map((wide) => `${photoPath(id, wide)} ${Math.min(wide, width)}w`)
        .join(', ')}
      sizes={sizes}
      width={width}
      height={height}
      alt={alt}
      loading={first ? 'eager' : 'lazy'}
      fetchPriority={first ? 'high' : 'auto'}
      decoding="async"
      className={clsx('block bg-sunken object-cover', className)}
    />
  );
}

/** A small photo is the same file in each width above its own. */
const widthsOf = (width: number) =>
  PICTURE_WIDTHS.filter((_, at) => at === 0 || (PICTURE_WIDTHS[at - 1] ?? 0) < width);
