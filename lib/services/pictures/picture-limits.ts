/** The widths in pixels in which a picture is kept. */
export const PICTURE_WIDTHS = [480, 960, 1600] as const;
export type PictureWidth = (typeof PICTURE_WIDTHS)[number];
export const PICTURE_TYPE = 'image/webp';

/** The largest file that is taken. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
/** More than the cameras of telephones make. */
export const MAX_PIXELS = 60_000_000;
export const MIN_SIDE = 320;
/** How often the short side goes into the long one. */
export const MAX_RATIO = 3;

/** Why a file is not taken as a picture. */
export const UNFIT_PICTURE = {
  heic: 'is a HEIC picture, which most browsers cannot show: send it as JPEG',
  kind: 'is no JPEG, PNG or WebP picture',
  mixed: 'holds something else beside the picture',
  broken: 'is damaged, or not whole',
  small: `is too small: each side needs ${MIN_SIDE} pixels`,
  large: `has more than ${MAX_PIXELS / 1_000_000} million pixels`,
  narrow: `is too long: one side may be ${MAX_RATIO} times the other`,
} as const;
