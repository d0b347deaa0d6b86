// What a message says, in words.
import { recordingName, recordingOf } from './recordings.js';

/** @import { PageMessage } from '../protocol.ts' */

/** @param {PageMessage} message */
export const plainTextOf = (message) =>
  message.text ??
  message.caption ??
  (message.document || message.photo || recordingOf(message)
    ? ''
    : 'This kind of message is not shown here.');

/** For a quote, and above a reply. @param {PageMessage} message */
export const summaryOf = (message) =>
  plainTextOf(message) ||
  message.document?.file_name ||
  recordingName(message) ||
  (message.photo ? 'Photo' : 'Message');
