// What a recording is, by its first bytes: Telegram's own names and types are refused by some servers (`.oga`), or wrong.

export interface FileKind {
  fileName: string;
  mimeType: string;
}

const kind = (fileName: string, mimeType: string): FileKind => ({ fileName, mimeType });

const OGG = kind('voice.ogg', 'audio/ogg');

/** `sentAs`: what Telegram calls it, which decides where the bytes say nothing. */
export const fileKind = (bytes: Uint8Array, sentAs: string): FileKind => {
  const head = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  if (head.startsWith('OggS')) return OGG;
  if (head.startsWith('ID3') || /^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/.test(head))
    return kind('audio.mp3', 'audio/mpeg');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return kind('audio.wav', 'audio/wav');
  if (head.startsWith('fLaC')) return kind('audio.flac', 'audio/flac');
  if (head.startsWith('\x1aE\xdf\xa3')) return kind('audio.webm', 'audio/webm');
  if (head.slice(4, 8) === 'ftyp')
    return sentAs === 'video_note' ? kind('video.mp4', 'video/mp4') : kind('audio.m4a', 'audio/mp4');
  if (sentAs === 'video_note') return kind('video.mp4', 'video/mp4');
  return sentAs === 'audio' ? kind('audio.mp3', 'audio/mpeg') : OGG;
};
