// People who write: each in a chat of theirs, at times that chance picks, with texts that a referee can tell apart.

import type { VirtualWorld } from '../../kit/ports/virtual-world.ts';
import type { Chance } from './seed.ts';

export interface CrowdOptions {
  chats: number;
  messages: number;
  /** Longest pause before a person writes again (ms). */
  pauseMs: number;
  /** What a person writes; a question by default. */
  text?: (mark: string, chance: Chance) => string;
  /** Whether a person does not write now: who blocked the bot cannot. */
  isSilent?: (chatId: number) => boolean;
}

/** Ask for an answer, or something that is answered at once. */
export const mixedText = (mark: string, chance: Chance): string =>
  chance.happens(0.7)
    ? askText(mark)
    : chance.pick([`/echo ${mark}`, '/help', '/listsessions', '/status', '/unknown', '/history']);

export const askText = (mark: string): string => `Ask ${mark}?`;

/** Lets everybody write everything they have to say; returns the ids of their chats once all is worked on. */
export const letWrite = async (
  world: VirtualWorld,
  chance: Chance,
  options: CrowdOptions,
): Promise<number[]> => {
  const { time, emulator, delivery } = world;
  const text = options.text ?? askText;
  let writing = 0;
  const chats = Array.from(
    { length: options.chats },
    (_, index) => emulator.addUser({ first_name: `P${index}` }).id,
  );
  for (const [place, id] of chats.entries()) {
    let atMs = 0;
    for (let number = 0; number < options.messages; number += 1) {
      atMs += chance.between(0, options.pauseMs);
      writing += 1;
      time.after(atMs, () => {
        if (!options.isSilent?.(id)) emulator.sendText(id, id, text(`q${place}x${number}`, chance));
        void delivery.collect().then(() => {
          writing -= 1;
        });
      });
    }
  }
  await time.pass(() => writing === 0, options.pauseMs * options.messages + 1_000);
  await world.settle();
  return chats;
};
