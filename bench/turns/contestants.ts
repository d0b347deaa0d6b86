// The bots that are measured beside each other, started on the same stand-ins and verified before anything is measured.
import { isAnswerTo } from './model-answer.ts';
import { type RunningBot, type StandIns, startBot } from './start-stand-ins.ts';
import { freshChats, historyOf, questionFrom } from './updates.ts';

export interface Contestant {
  /** `Steward`, or the name of a rival as the table shows it. */
  name: string;
  bot: RunningBot;
}

const MODULES = {
  Steward: './steward-bot.ts',
  'grammY bot': '../rivals/grammy-bot.ts',
  'one-item bot': '../rivals/one-item-bot.ts',
};

/** Those that run one after the other on the same stand-ins. */
export const startContestants = async (standIns: StandIns): Promise<Contestant[]> => {
  const contestants: Contestant[] = [];
  for (const [name, module] of Object.entries(MODULES)) {
    const bot = await startBot(module, standIns);
    await verify(name, bot, standIns);
    contestants.push({ name, bot });
  }
  return contestants;
};

const EARLIER = 4;

/** Two turns: each ends in its answer, and the second is asked with everything before it. */
const verify = async (name: string, bot: RunningBot, standIns: StandIns): Promise<void> => {
  const [chatId = 0] = freshChats(1);
  await bot.prepare([chatId], historyOf(EARLIER));
  const questions = [`What is ${name}?`, `And why is ${name}?`];
  await bot.run([questions.map((question) => questionFrom(chatId, question))]);
  const { telegram, model } = await standIns.journal();
  const shown = telegram.filter((call) => call.chatId === chatId).map(({ text }) => text);
  const asked = model.at(-1)?.messages.map(({ content }) => content) ?? [];
  const isRight =
    questions.every((question) => shown.filter((text) => isAnswerTo(question, text)).length === 1) &&
    asked.filter((content) => content.startsWith('Message ')).length === EARLIER &&
    asked.at(-1) === questions[1] &&
    asked.at(-3) === questions[0] &&
    isAnswerTo(questions[0] ?? '', asked.at(-2) ?? '');
  if (!isRight) throw new Error(`${name} gave or was asked something else`);
};
