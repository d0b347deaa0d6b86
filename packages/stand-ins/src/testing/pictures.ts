// Pictures of one colour, as small files of both kinds that models read.
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'jpeg-js';

export interface Plain {
  width?: number;
  height?: number;
  /** Red, green, blue, 0–255. */
  colour?: [number, number, number];
}

export const plainJpeg = ({ width = 64, height = 48, colour = [200, 30, 40] }: Plain = {}): Uint8Array => {
  const data = Buffer.alloc(width * height * 4, Buffer.from([...colour, 255]));
  return new Uint8Array(encode({ width, height, data }, 60).data);
};

export const plainPng = ({ width = 24, height = 16, colour = [40, 160, 60] }: Plain = {}): Uint8Array => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from(colour))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  const begins = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const ends = chunk('IEND', Buffer.alloc(0));
  return new Uint8Array(Buffer.concat([begins, chunk('IHDR', head), chunk('IDAT', pixels), ends]));
};

const chunk = (name: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
};
