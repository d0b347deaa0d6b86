// The sentence for what a language model of words cannot take, and what to do instead.
import type { Outcome } from '@steward/core';
import type { Services } from '../context/services.ts';
import type { UpdateContext } from '../context/update-context.ts';
import { say } from '../telegram/say.ts';

const look = (things: string) => `I can't look at ${things}. Tell me in words what it is about.`;
const listen = (things: string) =>
  `I can't listen to ${things}: no speech server is set up. Please write it as text.`;
const PLAY = `I don't play games, but I answer questions: just write one.`;
const PLACE = `I can't read maps. Write me the name of the place and what you want to know.`;

const SENTENCES: Record<string, string> = {
  photo: look('photos'),
  live_photo: look('photos'),
  sticker: look('stickers'),
  video: look('videos'),
  video_note: listen('video messages'),
  animation: look('animations'),
  story: look('stories'),
  paid_media: look('paid media'),
  voice: listen('voice messages'),
  audio: listen('audio files'),
  location: PLACE,
  venue: PLACE,
  contact: `I can't read contact cards. Write me what you want to know.`,
  poll: `I can't vote in polls. Write me the question and I answer it.`,
  checklist: `I can't read checklists. Copy the list into a message.`,
  dice: PLAY,
  game: PLAY,
};

const OTHER = `I can't read this kind of message. Please write it as text, or send a text file.`;

/** Says so once for an album; its other parts come as updates of their own and are passed over. */
export const refuseContent = async (
  services: Pick<Services, 'clock' | 'profiles'>,
  context: UpdateContext,
  content: string,
): Promise<Outcome> => {
  const { message, profile, sender } = context;
  const album = message.media_group_id;
  if (album !== undefined && album === profile?.refusedAlbum && sender.sentAs('r1') === undefined) {
    return 'ignored';
  }
  await sender.send('r1', say`${SENTENCES[content] ?? OTHER}`);
  await passOverAlbum(services, context);
  return 'answered';
};

/** Remembers an album that was answered: its other parts are passed over. */
export const passOverAlbum = async (
  { clock, profiles }: Pick<Services, 'clock' | 'profiles'>,
  { owner, message }: UpdateContext,
): Promise<void> => {
  if (message.media_group_id === undefined) return;
  await profiles.update(owner, { refusedAlbum: message.media_group_id, updatedAtMs: clock.now() });
};
