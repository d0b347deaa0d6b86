// A bot in a process of its own: node bot-process.ts <module> <urls as JSON>.
import { type BotRequest, clockMs, type RunResult, type StartBot, type Update } from './protocol.ts';

const [module = '', urls = ''] = process.argv.slice(2);
const { default: startBot } = (await import(module)) as { default: StartBot };
const bot = await startBot(JSON.parse(urls));

const run = async (chats: Update[][]): Promise<RunResult> => {
  const turns: RunResult['turns'] = [];
  const before = process.cpuUsage();
  await Promise.all(
    chats.map(async (updates) => {
      for (const update of updates) {
        const begunMs = clockMs();
        await bot.deliver(update);
        turns.push({ updateId: update.update_id, begunMs, endedMs: clockMs() });
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return { turns, cpuMs: (user + system) / 1000 };
};

const answer = async (request: BotRequest): Promise<unknown> => {
  if ('prepare' in request) return await bot.prepare(request.prepare.chatIds, request.prepare.history);
  if ('run' in request) return await run(request.run);
  bot.deliver(request.begin).catch(fail);
  return undefined;
};

const fail = (error: unknown): never => {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
};

process.on('message', (request: BotRequest) => {
  answer(request).then((result) => process.send?.({ result }), fail);
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
