// The friendly sentence for what a language model of words cannot take.

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

export const otherContentSentence = (content: string): string =>
  `Sorry, I can't take ${NAMES[content] ?? 'this kind of message'} yet. Please write it as text, or send a .txt or .md file.`;
