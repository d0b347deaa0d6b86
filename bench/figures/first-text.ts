// How long a person waits for the first word after the model has said it.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Figure, Result } from '../figure.ts';
import { median } from '../statistics.ts';
import { SLOWLY } from '../turns/model-answer.ts';
import { type RunningBot, type StandIns, startBot, startStandIns } from '../turns/start-stand-ins.ts';
import { freshChats, historyOf, questionFrom } from '../turns/updates.ts';

const WARM_UPS = 10;
const ANSWERS = 50;
const GOAL_MS = 50;
const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 50;

const timeFirstText = async (bot: RunningBot, standIns: StandIns, chatId: number): Promise<number> => {
  await bot.begin(questionFrom(chatId, `Answer ${SLOWLY}: what is ${chatId}?`));
  let tokenMs: number | undefined;
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    await sleep(LOOK_EVERY_MS);
    const { telegram, model } = await standIns.journal();
    tokenMs ??= model.find(({ messages }) => messages.at(-1)?.content.includes(`${chatId}`))?.firstTokenMs;
    const shown = telegram.find((call) => call.chatId === chatId && call.text.startsWith('You a'));
    if (tokenMs !== undefined && shown) return shown.atMs - tokenMs;
  }
  throw new Error('The first word did not arrive');
};

const measure = async (): Promise<Result[]> => {
  const standIns = await startStandIns();
  const bots = {
    edits: await startBot('./steward-bot.ts', standIns),
    drafts: await startBot('./steward-bot.ts', standIns, { STREAMING: 'draft' }),
    grammy: await startBot('../rivals/grammy-bot.ts', standIns, { STREAM: '1' }),
  };
  const times: Record<keyof typeof bots, number[]> = { edits: [], drafts: [], grammy: [] };
  const names = Object.keys(bots) as (keyof typeof bots)[];
  try {
    for (const name of names) {
      const chats = freshChats(WARM_UPS + ANSWERS);
      await bots[name].prepare(chats, historyOf(4));
      for (const [count, chatId] of chats.entries()) {
        const ms = await timeFirstText(bots[name], standIns, chatId);
        if (count >= WARM_UPS) times[name].push(ms);
      }
    }
  } finally {
    for (const bot of Object.values(bots)) await bot.close();
    await standIns.close();
  }
  const [edits, drafts, grammy] = names.map((name) => median(times[name])) as [number, number, number];
  const line = (name: string, ours: number) => ({
    case: `${name}, p50`,
    unit: 'ms',
    ours,
    rivals: { 'grammY stream plugin (drafts)': grammy },
    goal: `≤ ${GOAL_MS} ms`,
    met: ours <= GOAL_MS,
  });
  return [line('a growing message', edits), line('drafts', drafts)];
};

export const firstText: Figure = {
  id: 'first-text',
  title: 'First visible text',
  about:
    'From the first token leaving the model server to the first text arriving at Telegram; both are the same process, so ' +
    'that one clock measures. 25 ms of it are wanted: Steward waits that long for an answer that comes at once, which is ' +
    'then sent once instead of twice, within a chat that may be written to once a second. The plugin sends the first ' +
    'token at once, as a draft.',
  measure,
};
