// What a run is told: by its arguments and by the environment.
import { bytesOf, filesOf, inMegabytes, type SpeechModel, speechModels } from './models.ts';
import { SpeechError } from './speech-error.ts';

export interface Settings {
  model: SpeechModel;
  port: number;
  apiKey: string | undefined;
  modelsFolder: string;
  maxSeconds: number;
  /** Asks nothing before it fetches. */
  yes: boolean;
  /** Ends when everything is there. */
  fetchOnly: boolean;
}

const list = speechModels
  .map((model, index) => {
    const size = inMegabytes(bytesOf(filesOf(model)));
    return `  ${model.id.padEnd(14)} ${model.title}, ${size} (${model.licence})${index === 0 ? '; the default' : ''}`;
  })
  .join('\n');

export const usage = `npm run speech -- [--model <model>] [--yes]

Starts a speech server for this machine. The first time it fetches what it needs, and asks before.

${list}

  --yes              fetch without asking
  --fetch-only       end when everything is here
  SPEECH_API_KEY     ask clients for this key
  SPEECH_PORT        another port than 11436
  SPEECH_MODELS_DIR  another folder for the models
  SPEECH_MAX_SECONDS the longest recording, 900 s unless told otherwise
`;

/** @param defaultFolder where the models lie unless the environment names another place */
export const readSettings = (
  args: readonly string[],
  env: Record<string, string | undefined>,
  defaultFolder: string,
): Settings | 'help' => {
  const rest = [...args];
  let [id, yes, fetchOnly] = [speechModels[0]?.id, false, false];
  while (rest.length > 0) {
    const arg = rest.shift();
    if (arg === '--help' || arg === '-h') return 'help';
    if (arg === '--yes' || arg === '-y') yes = true;
    else if (arg === '--fetch-only') fetchOnly = true;
    else if (arg === '--model') id = rest.shift();
    else if (arg?.startsWith('--model=')) id = arg.slice('--model='.length);
    else throw new SpeechError(`${arg} is not known.\n\n${usage}`);
  }
  const model = speechModels.find((one) => one.id === id);
  if (!model)
    throw new SpeechError(
      `${id === undefined ? '--model wants a name' : `There is no model ${id}`}. Choose one of these:\n\n${list}`,
    );
  const apiKey = env.SPEECH_API_KEY || undefined;
  if (apiKey !== undefined && !/^[!-~]+$/.test(apiKey))
    throw new SpeechError('SPEECH_API_KEY holds a space, or what no header takes: use letters and digits.');
  return {
    model,
    port: wholeNumber(env, 'SPEECH_PORT', 11_436, 65_535),
    apiKey,
    modelsFolder: env.SPEECH_MODELS_DIR || defaultFolder,
    maxSeconds: wholeNumber(env, 'SPEECH_MAX_SECONDS', 900, 3_600),
    yes,
    fetchOnly,
  };
};

const wholeNumber = (
  env: Record<string, string | undefined>,
  name: string,
  fallback: number,
  max: number,
): number => {
  const given = env[name];
  if (!given) return fallback;
  const value = Number(given);
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new SpeechError(`${name} is a whole number from 1 to ${max}, not ${given}.`);
  return value;
};
