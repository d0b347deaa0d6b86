// The model server, seen as the bot sees it: whether it answers, has what is offered, how much of a conversation fits, and
// whether it sees.
import { createOllamaModel } from '@steward/handler';
import { isOnThisMachine } from '../is-on-this-machine.ts';
import type { LocalEnvironment } from '../local-environment.ts';
import { pullCommand, recommendedModel } from '../model-offer/recommended-model.ts';
import { shownAddress } from '../welcome.ts';
import { broken, doubtful, type Finding, good } from './finding.ts';

type Ollama = ReturnType<typeof createOllamaModel>;

interface Offered {
  name: string;
  /** Tokens, where it is configured. */
  contextLength?: number | undefined;
}

const SEEING = 'ollama pull qwen3.5:4b';
/** What Steward asks for at most, where nothing else is configured. */
const MOST_TOKENS = 8_192;
/** Less than this is short for a conversation. */
const SHORT_TOKENS = 4_096;
/** More are not looked at one by one. */
const MOST_MODELS = 10;

/** @param isNeeded a server that was named, or serves a real bot, has to be there; else the demo model stands in */
export const checkModels = async (env: LocalEnvironment, isNeeded: boolean): Promise<Finding[]> => {
  const at = shownAddress(env.OLLAMA_URL);
  const ollama = createOllamaModel({
    url: env.OLLAMA_URL,
    apiKey: async () => env.OLLAMA_API_KEY,
    certificate: async () => undefined,
  });
  try {
    const version = await ollama.version();
    return [good(`model server: ${version} at ${at}`), ...(await aboutModels(env, ollama))];
  } catch (error) {
    return [aboutServer(error, env, isNeeded)];
  } finally {
    await ollama.close();
  }
};

const aboutServer = (error: unknown, env: LocalEnvironment, isNeeded: boolean): Finding => {
  const at = shownAddress(env.OLLAMA_URL);
  const code = String((error as { code?: unknown } | null)?.code);
  if (code === 'model-key-refused')
    return broken(`model server: ${at} refuses the key or the connection`, 'OLLAMA_API_KEY=… npm start');
  if (code !== 'model-unreachable')
    return broken(`model server: what answers at ${at} is no Ollama that can be used`, 'unset OLLAMA_URL');
  const mend = isOnThisMachine(env.OLLAMA_URL) ? 'ollama serve' : `curl -sS ${at}/api/version`;
  return isNeeded
    ? broken(`model server: nothing answers at ${at}`, mend)
    : doubtful(`model server: nothing answers at ${at}, so the demo model stands in`, mend);
};

const aboutModels = async (env: LocalEnvironment, ollama: Ollama): Promise<Finding[]> => {
  const all = await ollama.installed();
  const installed = all.filter(({ capabilities }) => capabilities?.includes('completion') ?? true);
  const configured = offeredIn(env.MODELS);
  if (configured === 'unreadable') return [broken('models: MODELS is no list of models', 'unset MODELS')];
  if (installed.length === 0)
    return [broken('models: none is installed', pullCommand(recommendedModel(env)))];
  const isInstalled = ({ name }: Offered): boolean =>
    installed.some((one) => ollama.canonicalName(one.name) === ollama.canonicalName(name));
  const offered: Offered[] = configured ?? installed;
  const missing = offered
    .filter((one) => !isInstalled(one))
    .map(({ name }) => broken(`models: ${name} is offered, but not installed`, `ollama pull ${name}`));
  const usable = offered.filter(isInstalled);
  if (usable.length === 0) return missing;
  const looked = usable.slice(0, MOST_MODELS);
  const windows: Finding[] = [];
  for (const one of looked) windows.push(await aboutWindow(one, ollama));
  const names = usable.map(({ name }) => name).join(', ');
  return [...missing, good(`models: ${names}`), ...windows, await aboutSight(looked, ollama)];
};

const offeredIn = (models: string | undefined): Offered[] | 'unreadable' | undefined => {
  if (models === undefined) return undefined;
  try {
    const offered = JSON.parse(models) as Offered[];
    return offered.length > 0 && offered.every(({ name }) => typeof name === 'string')
      ? offered
      : 'unreadable';
  } catch {
    return 'unreadable';
  }
};

const aboutWindow = async ({ name, contextLength }: Offered, ollama: Ollama): Promise<Finding> => {
  const told = contextLength ?? Math.min((await ollama.contextTokens(name)) ?? MOST_TOKENS, MOST_TOKENS);
  const said = `window: ${name} takes ${told.toLocaleString('en')} tokens of a conversation`;
  return told < SHORT_TOKENS ? doubtful(`${said}, which is short`, SEEING) : good(said);
};

const aboutSight = async (looked: readonly Offered[], ollama: Ollama): Promise<Finding> => {
  const seeing: string[] = [];
  for (const { name } of looked) if ((await ollama.capabilities(name)).includes('vision')) seeing.push(name);
  return seeing.length > 0
    ? good(`sight: photos are seen by ${seeing.join(', ')}`)
    : doubtful('sight: no model here sees photos', SEEING);
};
