// A picture made small on this device, to know it by beside its name. Loaded late.
const SIDE = 88; // 44 px on a screen of twice as many
const MOST_BYTES = 30 << 20; // more than any photo; reading one in takes a moment and much memory

/** The middle of a picture as a small square, as an address of its own; undefined of what this browser does not draw. */
export async function thumbnailOf(file: Blob): Promise<string | undefined> {
  if (!file.type.startsWith('image/') || file.size > MOST_BYTES || typeof OffscreenCanvas === 'undefined') return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const scale = SIDE / Math.min(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  canvas.getContext('2d')?.drawImage(picture, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
  picture.close();
  const small = await canvas.convertToBlob({ type: 'image/webp' });
  return `data:${small.type};base64,${btoa(String.fromCharCode(...new Uint8Array(await small.arrayBuffer())))}`;
}
