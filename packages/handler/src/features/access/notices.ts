// What is told to another chat than the one it comes from: to the owner that somebody asks, to somebody that they are
// let in. It is queued, so that it has its own place in that chat's order, its own pace and its own outcome.
import { standingOf } from '@steward/core';
import type { Services } from '../../context/services.ts';
import { type Told, tellOnce } from '../../context/tell-once.ts';
import type { Delivery, Ending } from '../../context/work.ts';
import type { NoticeNote } from '../../queue/queue-message.ts';
import { say } from '../../telegram/say.ts';
import { cardOf } from './access-view.ts';

export type NoticeDependencies = Pick<Services, 'access' | 'profiles'>;

export const deliverNotice = async (
  services: NoticeDependencies,
  note: NoticeNote,
  delivery: Delivery,
): Promise<Ending> => {
  const { to, chat, atMs, about } = note;
  const telling = { to, id: `a${chat}@${atMs}` as const, kind: about, slot: 'notice' };
  return await tellOnce(services, delivery, telling, () => contentOf(services, note));
};

/** Undefined: it was decided meanwhile. */
const contentOf = async (
  { access }: NoticeDependencies,
  { about, to, chat: id }: NoticeNote,
): Promise<Told | undefined> => {
  const list = await access.read();
  if (about === 'let-in')
    return standingOf(list, id) === 'in'
      ? { text: say`🔓 You may use me now. Just write to me; /help tells what I can do.` }
      : undefined;
  const chat = list.chats.find((known) => known.id === id);
  return list.ownerId === to && chat?.standing === 'asked' ? cardOf(chat) : undefined;
};
