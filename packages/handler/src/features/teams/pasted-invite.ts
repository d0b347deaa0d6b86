// The link of an invite as a message, where a tap on it leads nowhere: it was copied out of another chat.
import type { IncomingMessage } from '../../telegram/incoming.ts';

const LINK = /^\s*\S+[?&]start=i_([\w-]{32})\s*$/;

/** What it says behind `i_`. */
export const secretIn = (text: string): string | undefined => LINK.exec(text)?.[1];

export const isPastedInvite = ({ chat, text = '' }: IncomingMessage): boolean =>
  chat.type === 'private' && secretIn(text) !== undefined;
