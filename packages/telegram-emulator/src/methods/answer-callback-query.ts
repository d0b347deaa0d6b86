// answerCallbackQuery: the bot's answer to a tap on a button.
import { linkFault } from '../link-rules.ts';
import type { Method } from '../method.ts';
import { readBoolean, readString } from '../parameters.ts';
import { refuse } from '../refusals.ts';
import { callbackLifeMs } from '../update-queue.ts';

const maxAnswerLength = 200;

export const answerCallbackQuery: Method = {
  name: 'answerCallbackQuery',
  parameters: ['callback_query_id', 'text', 'show_alert', 'url', 'cache_time'],
  refusals: ['queryTooOld', 'answerTooLong', 'buttonUrlInvalid'],
  run({ store, clock }, request) {
    const text = readString(request, 'text');
    const url = readString(request, 'url');
    const showAlert = readBoolean(request, 'show_alert');
    if ((text ?? '').length > maxAnswerLength) refuse('answerTooLong');
    const fault = url === undefined ? undefined : linkFault(url);
    if (fault) refuse('buttonUrlInvalid', url ?? '', fault);
    const callback = store.state.callbacks.get(readString(request, 'callback_query_id') ?? '');
    if (!callback || callback.answered || callback.createdAt + callbackLifeMs < clock()) {
      return refuse('queryTooOld');
    }
    const { id, chatId, userId } = callback;
    const answer = {
      ...(text !== undefined && text !== '' && { text }),
      ...(showAlert && { show_alert: true }),
      ...(url !== undefined && { url }),
    };
    store.commit(
      [{ type: 'callback', callback: { ...callback, answered: true } }],
      [{ type: 'callback-answer', chatId, userId, callbackId: id, answer }],
    );
    return { result: true };
  },
};
