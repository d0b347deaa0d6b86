// The sides of a JPEG, read from its own header: Telegram's photos are always JPEGs.

export interface Sides {
  width: number;
  height: number;
}

/** Undefined for what is no JPEG with a picture in it. */
export const sidesOfJpeg = (bytes: Uint8Array): Sides | undefined => {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length; at += 2 + view.getUint16(at + 2)) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    // The frame's header, of whatever coding; C4, C8 and CC are tables and the like.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return undefined;
};
