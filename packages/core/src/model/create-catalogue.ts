// The catalogue of models: the configured ones, marked installed or not, or else whatever the server has.
import type { Clock } from '../clock.ts';
import { formatBytes } from './format-bytes.ts';
import {
  type CatalogueEntry,
  DEFAULT_CONTEXT_TOKENS,
  type ModelCatalogue,
  type OfferedModel,
} from './model-catalogue.ts';
import type { InstalledModel, ModelServer } from './model-server.ts';

export interface CatalogueDeps {
  model: ModelServer;
  /** From `MODELS`; absent or empty: everything installed is offered. */
  offered?: OfferedModel[];
  clock: Clock;
  /** How long the server's list is believed, in milliseconds. */
  cacheMs?: number;
}

/** A name this long is no typing error, and does not fit into a key. */
const LONGEST_NAME = 200;
const REMOTE = 'runs elsewhere, may need a sign-in';

export const createModelCatalogue = (deps: CatalogueDeps): ModelCatalogue => {
  const { model, offered = [], clock, cacheMs = 30_000 } = deps;
  let lastKnown: { models: InstalledModel[]; atMs: number } | undefined;
  const windows = new Map<string, number>();
  const abilities = new Map<string, string[]>();

  const isSame = (one: string, other: string): boolean =>
    model.canonicalName(one) === model.canonicalName(other);
  const marked = (entry: OfferedModel, models: InstalledModel[] | undefined): CatalogueEntry => {
    if (models === undefined) return { ...entry };
    return { ...entry, installed: models.some(({ name }) => isSame(name, entry.name)) };
  };

  /** `undefined` while the server cannot be asked; that is not remembered, so that it is back as soon as it is. */
  const installed = async (): Promise<InstalledModel[] | undefined> => {
    // The absolute difference: a clock that was set back must not keep the list for long.
    // Nor is an empty one kept: somebody may be getting a model just now.
    if (lastKnown?.models.length && Math.abs(clock.now() - lastKnown.atMs) < cacheMs) return lastKnown.models;
    try {
      lastKnown = { models: await model.installed(), atMs: clock.now() };
      return lastKnown.models;
    } catch {
      return undefined;
    }
  };

  const entries = async (): Promise<CatalogueEntry[]> => {
    const models = await installed();
    const known = models ?? lastKnown?.models ?? [];
    if (offered.length > 0) {
      const mute = known.filter((found) => !canChat(found));
      return offered
        .filter((entry) => !mute.some(({ name }) => isSame(name, entry.name)))
        .map((entry) => marked(entry, models));
    }
    const usable = known.filter((found) => canChat(found) && isPlain(found.name));
    // What runs here first: the first one answers those who chose none.
    return [...usable.filter(({ remote }) => !remote), ...usable.filter(({ remote }) => remote)].map(
      (found) => marked(asOffered(found), models),
    );
  };

  const knownWindow = (name: string): number | undefined =>
    offered.find((entry) => isSame(entry.name, name))?.contextLength ??
    windows.get(model.canonicalName(name));

  const mostContextTokens = (name: string): number => knownWindow(name) ?? DEFAULT_CONTEXT_TOKENS;

  const contextTokens = async (name: string): Promise<number> => {
    const known = knownWindow(name);
    if (known !== undefined) return known;
    try {
      const window = windowOf(await model.contextTokens(name));
      windows.set(model.canonicalName(name), window);
      return window;
    } catch {
      return DEFAULT_CONTEXT_TOKENS;
    }
  };

  /** Older servers tell it only of one model at a time. */
  const capabilities = async (name: string): Promise<string[]> => {
    const listed = (await installed())?.find((found) => isSame(found.name, name))?.capabilities;
    const known = listed ?? abilities.get(model.canonicalName(name));
    if (known) return known;
    const told = await model.capabilities(name);
    abilities.set(model.canonicalName(name), told);
    return told;
  };

  const can = async (name: string, capability: string): Promise<boolean | undefined> => {
    try {
      return (await capabilities(name)).includes(capability);
    } catch {
      return undefined;
    }
  };

  return { entries, contextTokens, mostContextTokens, can, isSame };
};

/** Some only turn text into numbers. Who does not say is believed to chat. */
const canChat = ({ capabilities }: InstalledModel): boolean => capabilities?.includes('completion') ?? true;

/** Fits into a key, a button and a line. */
const isPlain = (name: string): boolean => name.length <= LONGEST_NAME && /^[^\s\p{C}]+$/u.test(name);

const asOffered = ({ name, sizeBytes, remote }: InstalledModel): OfferedModel => ({
  name,
  description: remote ? REMOTE : '',
  // Of a model that runs elsewhere only its name lies here.
  size: sizeBytes === undefined || remote ? '' : formatBytes(sizeBytes),
});

/** The default where the server names no window, or an implausible one. */
const windowOf = (told: number | undefined): number =>
  told !== undefined && Number.isSafeInteger(told) && told > 0
    ? Math.min(told, DEFAULT_CONTEXT_TOKENS)
    : DEFAULT_CONTEXT_TOKENS;
