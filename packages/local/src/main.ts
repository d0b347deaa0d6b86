// `npm start`: runs the product until Ctrl+C; says in one line why it cannot.
import { createPlainText } from '@steward/handler';
import type { Handover } from './connect/connect-card.ts';
import { explainFailure } from './explain-failure.ts';
import { readArguments } from './read-arguments.ts';
import { type RunningSteward, startSteward } from './start-steward.ts';

// Whatever is written from here on is for this user: LevelDB, for one, asks for no mode.
process.umask(0o077);

const plain = createPlainText([
  process.env.TELEGRAM_BOT_TOKEN,
  process.env.OLLAMA_API_KEY,
  process.env.SPEECH_API_KEY,
]);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const giveUp = (what: string, error: unknown): never => {
  const lines = `Steward ${what}: ${explainFailure(error, process.env)}`.split('\n');
  process.stderr.write(`${lines.map(plain).join('\n')}\n`);
  process.exit(1);
};

// Node itself would print the error's message, and that may quote anything.
process.on('uncaughtException', (error) => giveUp('has to stop', error));

// The launcher holds the other end: when it is gone, the terminal is gone, and this process must end.
process.on('disconnect', () => process.exit(0));

let steward: RunningSteward | undefined;
let stoppingSinceMs: number | undefined;
const stop = (): void => {
  // One Ctrl+C arrives more than once: from the terminal, and from each launcher that passes it on.
  if (stoppingSinceMs !== undefined && Date.now() - stoppingSinceMs < 1_000) return;
  if (!steward || stoppingSinceMs !== undefined) process.exit(130);
  stoppingSinceMs = Date.now();
  print('Stopping … what is unfinished goes on at the next start. (Ctrl+C again stops at once.)');
  void steward.stop().finally(() => process.exit(0));
};
// Before the start, which ends with the words "Ctrl+C stops": that must be true from then on.
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  let environment = { ...process.env, ...readArguments(process.argv.slice(2)) };
  let handover: Handover | undefined;
  do {
    steward = await startSteward(environment, print, handover);
    handover = await Promise.race([steward.connected, steward.polling.then(() => undefined)]);
    if (handover) {
      const last = steward;
      // Till the next one runs, Ctrl+C ends at once.
      steward = undefined;
      await last.stop();
      environment = process.env;
    }
  } while (handover);
} catch (error) {
  giveUp(steward ? 'has to stop' : 'cannot start', error);
}
