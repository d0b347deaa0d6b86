// Who sees which chat: as the emulator says, or as the group was made here. Of any other group nothing is known,
// and everybody is offered it.
import type { PageEmulator } from './page-emulator.ts';

export interface Membership {
  add(chatId: number, memberIds: number[]): void;
  membersOf(chatId: number): number[];
}

/** Makes the list of members. */
export const createMembership = (emulator: Pick<PageEmulator, 'users' | 'members'>): Membership => {
  const groups = new Map<number, number[]>();
  return {
    add: (chatId, memberIds) => {
      groups.set(chatId, memberIds);
    },
    membersOf: (chatId) => {
      const people = emulator.users().map((user) => user.id);
      if (people.includes(chatId)) return [chatId];
      return emulator.members?.(chatId) ?? groups.get(chatId) ?? people;
    },
  };
};
