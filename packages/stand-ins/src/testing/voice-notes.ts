// Voice notes as Telegram delivers them (OGG/Opus, 24 kbit/s), spoken by flite's voice `rms`. What the recogniser of the
// tests hears in them is what was said, word for word.
import { readFileSync } from 'node:fs';

export const spoken = {
  'weather-in-london': 'what is the weather like in london today',
  'note-door-code': 'take a note the door code is four seven one two',
  'capital-of-france': 'what is the capital of france',
  'meeting-with-the-doctor': 'i have a meeting with the doctor on friday at three in the afternoon',
  'cancel-the-meeting': 'cancel the meeting on thursday',
  'people-in-germany': 'how many people live in germany',
  'remind-on-friday': 'remind me on friday at three in the afternoon to see the doctor',
  'remind-in-ten-minutes': 'remind me in ten minutes to cancel the meeting',
  stop: 'stop',
  silence: '',
  /** Pink noise: recognisers invent words where nobody speaks, and this is what this one invents. */
  noise: 'thigh',
} as const;

export type VoiceNote = keyof typeof spoken;

export const readVoiceNote = (name: VoiceNote): Buffer =>
  readFileSync(new URL(`voice/${name}.oga`, import.meta.url));
