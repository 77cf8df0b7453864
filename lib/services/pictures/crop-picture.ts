import sharp from 'sharp';

/** The middle of a kept picture in these pixels, as JPEG. */
export const cropPicture = (
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<Buffer> => sharp(bytes).resize(width, height, { fit: 'cover' }).jpeg({ quality: 82 }).toBuffer();
