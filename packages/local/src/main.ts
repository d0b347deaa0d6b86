// `npm start`: runs the product until Ctrl+C; says in one line why it cannot.
import { StewardError } from '@steward/core';
import { startSteward } from './start-steward.ts';
import { StartupError } from './startup-error.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const explain = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  if (error instanceof StartupError || error instanceof StewardError) return error.message;
  if (code === 'EADDRINUSE') {
    return `Port ${process.env.PORT ?? 8787} is in use. Stop what runs there, or choose another one: PORT=8788 npm start`;
  }
  if (code === 'DATA_DIR_IN_USE') {
    return `Another Steward uses the data folder ${process.env.DATA_DIR ?? 'data'}. Stop it, or choose another folder with DATA_DIR.`;
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(String(code))) {
    return `The data folder ${process.env.DATA_DIR ?? 'data'} cannot be written (${code}). Choose another one with DATA_DIR.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

// The launcher holds the other end: when it is gone, so is the terminal, and nothing may be left behind.
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
  process.stderr.write(`Steward ${running ? 'has to stop' : 'cannot start'}: ${explain(error)}\n`);
  process.exit(1);
}
