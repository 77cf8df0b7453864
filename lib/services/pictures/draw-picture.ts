import sharp from 'sharp';

/** An SVG of ours as a PNG of few colours. It may hold no text, since a machine need not have a font. */
export async function drawPicture(svg: string): Promise<Uint8Array> {
  return sharp(Buffer.from(svg)).png({ palette: true, compressionLevel: 9 }).toBuffer();
}
