// The story of a chat, call by call, for a verdict that needs an explanation.
import type { VirtualWorld } from '../../kit/ports/virtual-world.ts';

export const traceOf = (world: VirtualWorld, chatId: number): string => {
  const calls = world.emulator.api
    .calls()
    .filter(({ params }) => Number(params.chat_id) === chatId)
    .map(({ method, params, at, status }) => ({
      at,
      line: `${method} ${String(params.message_id ?? '')} ${status} ${JSON.stringify(params.text ?? '').slice(0, 90)}${params.reply_markup ? ' [buttons]' : ''}`,
    }));
  const claims = world.stores
    .dump()
    .items.filter(({ pk, sk }) => pk === chatId && sk.startsWith('UPDATE#'))
    .map((item) => JSON.stringify(item));
  const updates = world.delivery.updates
    .filter((update) => update.chatId === chatId)
    .map(({ updateId, text }) => `${updateId} ${text}`);
  const logged = world.log.filter((line) => line.includes(`"chat_id":${chatId}`));
  return [
    ...updates,
    ...claims,
    ...calls.map(({ at, line }) => `${((at - (calls[0]?.at ?? 0)) / 1000).toFixed(1)} ${line}`),
    ...logged,
  ].join('\n');
};
