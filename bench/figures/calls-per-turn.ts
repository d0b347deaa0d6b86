// How many requests one plain turn makes, of each kind.
import type { Figure, Result } from '../figure.ts';
import { startContestants } from '../turns/contestants.ts';
import type { Journal } from '../turns/protocol.ts';
import { startStandIns } from '../turns/start-stand-ins.ts';
import { freshChats, historyOf, questionFrom } from '../turns/updates.ts';

const SERVICES = ['DynamoDB', 'SQS', 'Ollama', 'Telegram'];

const countsOf = ({ requests }: Journal, service: string): number =>
  Object.entries(requests)
    .filter(([kind]) => kind.startsWith(`${service} `))
    .reduce((sum, [, count]) => sum + count, 0);

/** `7 UpdateItem, 3 GetItem` */
const kindsOf = ({ requests }: Journal, service: string): string =>
  Object.entries(requests)
    .filter(([kind]) => kind.startsWith(`${service} `))
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind.slice(service.length + 1)}`)
    .join(', ');

const measure = async (): Promise<Result[]> => {
  const standIns = await startStandIns();
  const contestants = await startContestants(standIns);
  const journals = new Map<string, Journal>();
  try {
    for (const { name, bot } of contestants) {
      const [chatId = 0] = freshChats(1);
      await bot.prepare([chatId], historyOf(2));
      await standIns.journal();
      await bot.run([[questionFrom(chatId, 'How are you?')]]);
      journals.set(name, await standIns.journal());
    }
  } finally {
    for (const { bot } of contestants) await bot.close();
    await standIns.close();
  }
  const [ours, ...rivals] = [...journals];
  if (!ours) throw new Error('Nothing was measured');
  return SERVICES.map((service) => ({
    case: `${service} (${kindsOf(ours[1], service)})`,
    unit: 'requests',
    ours: countsOf(ours[1], service),
    rivals: Object.fromEntries(rivals.map(([name, journal]) => [name, countsOf(journal, service)])),
  }));
};

export const callsPerTurn: Figure = {
  id: 'calls-per-turn',
  title: 'Requests of one turn',
  about:
    'A question in a session begun before, answered at once, with nothing to retry. The rivals claim no update, keep no ' +
    'send budget, record no send and look for no stop, which is what the further requests are for.',
  measure,
};
