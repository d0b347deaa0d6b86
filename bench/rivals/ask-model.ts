// How the rivals ask the model: one request, the whole answer at once, or its text as it comes.
import { MODEL, type StandInUrls } from '../turns/protocol.ts';

export interface PromptMessage {
  role: string;
  content: string;
}

const post = (urls: StandInUrls, messages: PromptMessage[], stream: boolean): Promise<Response> =>
  fetch(`${urls.ollama}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODEL, messages, stream }),
  });

export const askModel = async (urls: StandInUrls, messages: PromptMessage[]): Promise<string> => {
  const response = await post(urls, messages, false);
  const answer = (await response.json()) as { message: PromptMessage };
  return answer.message.content;
};

/** The pieces of the answer. */
export const streamModel = async function* (
  urls: StandInUrls,
  messages: PromptMessage[],
): AsyncGenerator<string> {
  const response = await post(urls, messages, true);
  let rest = '';
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    rest += decoder.decode(bytes, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const { message } = JSON.parse(line) as { message: PromptMessage };
      if (message.content !== '') yield message.content;
    }
  }
};
