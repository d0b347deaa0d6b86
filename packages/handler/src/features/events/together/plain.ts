// Names as they are compared: in a hurry nobody types their capitals.
export const plain = (name: string): string =>
  name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
