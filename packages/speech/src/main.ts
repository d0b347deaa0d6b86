// `npm run speech`: fetches what is missing, and serves.
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { createFindSpeech } from './find-speech.ts';
import { thisMachine, whyNotHere } from './platform.ts';
import { prepare, vadPath } from './prepare.ts';
import { createRecogniser } from './recogniser.ts';
import { startSpeechServer } from './server.ts';
import { readSettings, usage } from './settings.ts';
import { SpeechError } from './speech-error.ts';
import { createTranscribe } from './transcribe.ts';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Nobody who can answer has not agreed. */
const ask = async (question: string): Promise<boolean> => {
  say(question);
  if (!process.stdin.isTTY) {
    say('Nothing was fetched. To agree without being asked: npm run speech -- --yes');
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl+C and Ctrl+D at the question mean no as well.
  const answer = await terminal.question('Go on? [Y/n] ').catch(() => '\nno');
  terminal.close();
  if (/^(y|yes)?$/i.test(answer.trim())) return true;
  say(`${answer.startsWith('\n') ? '\n' : ''}Nothing was fetched.`);
  return false;
};

const agree = async (question: string): Promise<boolean> => {
  say(question);
  return true;
};

/** In a terminal one line that counts, elsewhere one for each tenth. */
const createProgress = (): ((name: string, share: number) => void) => {
  let told = '';
  return (name, share) => {
    const percent = Math.floor(share * 100);
    const line = `${name}: ${process.stdout.isTTY ? percent : percent - (percent % 10)} %`;
    if (line === told) return;
    told = line;
    process.stdout.write(process.stdout.isTTY ? `\r${line}${percent === 100 ? '\n' : ''}` : `${line}\n`);
  };
};

const main = async (): Promise<void> => {
  const settings = readSettings(process.argv.slice(2), process.env, join(packageFolder, 'models'));
  if (settings === 'help') {
    say(usage);
    process.exit(0);
  }
  const obstacle = whyNotHere(thisMachine());
  if (obstacle) throw new SpeechError(obstacle);
  const { model, port, apiKey, modelsFolder, maxSeconds, yes, fetchOnly } = settings;
  // First of all, so that a second one ends before it fetches the same files.
  const server = fetchOnly ? undefined : await startSpeechServer({ port, apiKey, model: model.id, log: say });
  const isReady = await prepare({
    packageFolder,
    modelsFolder,
    model,
    consent: yes ? agree : ask,
    say,
    progress: createProgress(),
  });
  if (!isReady || !server) process.exit(0);
  say(`Loading ${model.title} …`);
  const [findSpeech, recognise] = await Promise.all([
    createFindSpeech(vadPath(modelsFolder)),
    createRecogniser(model, join(modelsFolder, model.id)),
  ]);
  server.start(createTranscribe({ findSpeech, recognise, maxSeconds }));
  say(`Listening at ${server.url}. \`npm start\` finds it there. Ctrl+C ends it.`);
};

// Gone with whoever started it, however that went.
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));

const explain = (error: unknown): string => {
  if (error instanceof SpeechError) return error.message;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return 'Its port is in use: a speech server may run already. Another port: SPEECH_PORT.';
  return `The speech server could not start: ${message}`;
};

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
