// Which model to begin with, where the server has none.
import { totalmem } from 'node:os';
import { formatBytes } from '@steward/core';
import { isOnThisMachine } from '../is-on-this-machine.ts';
import type { LocalEnvironment } from '../local-environment.ts';

export interface Recommendation {
  name: string;
  /** To download; undefined: not known here. */
  sizeBytes?: number | undefined;
}

const SMALL: Recommendation = { name: 'qwen3.5:2b', sizeBytes: 2_700_000_000 };
/** Also sees photos. */
const ROOMY: Recommendation = { name: 'qwen3.5:4b', sizeBytes: 3_400_000_000 };

const ENOUGH_BYTES = 8_000_000_000;

/** The first of MODELS; else by the memory of this machine. Of a server elsewhere nothing is known, so the small one. */
export const recommendedModel = (
  { OLLAMA_URL, MODELS }: Pick<LocalEnvironment, 'OLLAMA_URL' | 'MODELS'>,
  memoryBytes: number = totalmem(),
): Recommendation => {
  const configured = firstOf(MODELS);
  if (configured !== undefined)
    return [SMALL, ROOMY].find(({ name }) => name === configured) ?? { name: configured };
  return isOnThisMachine(OLLAMA_URL) && memoryBytes >= ENOUGH_BYTES ? ROOMY : SMALL;
};

export const pullCommand = ({ name, sizeBytes }: Recommendation): string =>
  `ollama pull ${name}${sizeBytes === undefined ? '' : ` (${formatBytes(sizeBytes)})`}`;

/** What is wrong with it, the start says. */
const firstOf = (models: string | undefined): string | undefined => {
  try {
    const [first] = JSON.parse(models ?? '[]') as { name?: unknown }[];
    return typeof first?.name === 'string' ? first.name : undefined;
  } catch {
    return undefined;
  }
};
