// The words below one picture of an album asked for a reminder: its other parts ask for nothing.
import type { IncomingMessage } from '../../telegram/incoming.ts';

/** What the profile keeps of it. Undefined: it is no part of an album. */
export const albumAsked = ({ media_group_id: album }: IncomingMessage): string | undefined =>
  album === undefined ? undefined : `reminder:${album}`;
