// A link as a QR code, for a phone's camera: in the terminal as half blocks, on the page as rows of 0 and 1.
import { encode, renderUnicodeCompact } from 'uqr';

/** A scanner needs some quiet around the code. */
const BORDER = 2;

export const qrLines = (link: string): string[] => renderUnicodeCompact(link, { border: BORDER }).split('\n');

export const qrRows = (link: string): string[] =>
  encode(link, { border: BORDER }).data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
