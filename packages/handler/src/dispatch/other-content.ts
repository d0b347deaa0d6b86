// The friendly sentence for what a language model of words cannot take.
import type { Outcome } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';

const NAMES: Record<string, string> = {
  photo: 'photos',
  sticker: 'stickers',
  voice: 'voice messages',
  video: 'videos',
  video_note: 'video messages',
  audio: 'audio files',
  animation: 'animations',
  poll: 'polls',
  location: 'locations',
  venue: 'places',
  contact: 'contacts',
  dice: 'dice',
  game: 'games',
};

/** Says so once; the other parts of an album come as updates of their own and are passed over. */
export const refuseContent = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  context: UpdateContext,
  content: string,
): Promise<Outcome> => {
  const { owner, profile, sender } = context;
  const album = context.message.media_group_id;
  if (album !== undefined && album === profile?.refusedAlbum && sender.sentAs('r1') === undefined) {
    return 'ignored';
  }
  const named = NAMES[content] ?? 'this kind of message';
  await sender.send(
    'r1',
    say`Sorry, I can't take ${named} yet. Please write it as text, or send a .txt or .md file.`,
  );
  if (album !== undefined) {
    await profiles.update(owner, { refusedAlbum: album, updatedAtMs: clock.now() });
  }
  return 'answered';
};
