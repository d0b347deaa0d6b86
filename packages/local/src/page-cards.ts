// The cards of the chat page: a bot to connect, and a model to download.
import { systemClock } from '@steward/core';
import { type ConnectCard, createConnectCard } from './connect/connect-card.ts';
import type { LocalEnvironment } from './local-environment.ts';
import type { LocalLog } from './local-log.ts';
import { createModelOffer } from './model-offer/model-offer.ts';
import { openOllama } from './model-offer/open-ollama.ts';
import { recommendedModel } from './model-offer/recommended-model.ts';
import type { Remember } from './parts.ts';
import { DEFAULT_API_URL } from './telegram-side.ts';

export const createPageCards = (
  env: LocalEnvironment,
  deps: { log: LocalLog; print: (line: string) => void; remember: Remember },
) => {
  const { log, print, remember } = deps;
  const connect: ConnectCard = createConnectCard({
    folder: env.baseDir,
    apiUrl: env.TELEGRAM_API_URL ?? DEFAULT_API_URL,
    isOpen: env.ALLOWED_USER_IDS !== undefined,
    clock: systemClock,
    log,
    print,
  });
  const ollama = openOllama(env);
  const model =
    ollama && remember(createModelOffer({ ollama, model: recommendedModel(env), clock: systemClock, print }));
  return { connect, model };
};
