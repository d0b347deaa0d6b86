// `npm start`: runs the product until Ctrl+C; says in one line why it cannot.
import { explainFailure } from './explain-failure.ts';
import { startSteward } from './start-steward.ts';

// Whatever is written from here on is for this user: LevelDB, for one, asks for no mode.
process.umask(0o077);

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

// The launcher holds the other end: when it is gone, the terminal is gone, and this process must end.
process.on('disconnect', () => process.exit(0));

let running = false;
try {
  const steward = await startSteward(process.env, print);
  running = true;
  let stoppingSinceMs: number | undefined;
  const stop = (): void => {
    // One Ctrl+C arrives more than once: from the terminal, and from each launcher that passes it on.
    if (stoppingSinceMs !== undefined && Date.now() - stoppingSinceMs < 1_000) return;
    if (stoppingSinceMs !== undefined) process.exit(130);
    stoppingSinceMs = Date.now();
    print('Stopping … what is unfinished goes on at the next start. (Ctrl+C again stops at once.)');
    void steward.stop().finally(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  await steward.polling;
} catch (error) {
  process.stderr.write(
    `Steward ${running ? 'has to stop' : 'cannot start'}: ${explainFailure(error, process.env)}\n`,
  );
  process.exit(1);
}
