// What was recorded: how an audio file is sent, and how a message with one plays.
import { element } from './dom.js';

/** @import { PageMessage } from '../protocol.ts' */

/**
 * OGG is what Telegram's apps record: it goes as a voice message. Undefined for what is no audio file.
 * @param {Pick<File, 'name' | 'type'>} file
 * @returns {'voice' | 'audio' | undefined}
 */
export const recordedAs = ({ name, type }) => {
  if (/\.(?:ogg|oga|opus)$/i.test(name)) return 'voice';
  return type.startsWith('audio/') ? 'audio' : undefined;
};

/** What a message holds of that kind. @param {PageMessage} message */
export const recordingOf = ({ audio, video_note, voice }) => voice ?? video_note ?? audio;

/** In a word, for a quote. @param {PageMessage} message */
export const recordingName = ({ audio, video_note, voice }) => {
  if (voice) return 'Voice message';
  return video_note ? 'Video message' : audio && (audio.file_name ?? 'Audio');
};

/** Plays where it stands. @param {PageMessage} message */
export const recordingCard = (message) => {
  const recording = recordingOf(message);
  if (!recording) return element('span');
  return element(message.video_note ? 'video' : 'audio', {
    class: 'recording',
    controls: true,
    preload: 'none',
    src: `/files/${encodeURIComponent(recording.file_id)}`,
    'aria-label': recordingName(message) ?? 'Recording',
  });
};
