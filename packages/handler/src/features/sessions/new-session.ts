// /newsession: offers the models, starts with the one named, or starts and asks at once.
import { createSession, type Session } from '@steward/core';
import { activeSession } from '../../chat/active-session.ts';
import { type AskDependencies, askModel } from '../../chat/answer-text.ts';
import { modelButtons, modelLines, NO_MODELS, pickModel } from '../../chat/model-list.ts';
import { chosenForNew, chosenIsGone, modelForNew } from '../../chat/new-model.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { CommandContext, Done } from '../feature.ts';

type Dependencies = AskDependencies;

export const newSession = (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<Done> =>
  argument === '' ? offerModels(services, context) : beginOrAsk(services, context, argument);

export const newSessionTapped = (
  services: Dependencies,
  context: CommandContext,
  [model = '']: string[],
): Promise<void> => begin(services, context, model);

export const offerModels = async (
  services: Dependencies,
  { profile, reply }: CommandContext,
): Promise<void> => {
  const entries = await services.catalogue.entries();
  if (entries.length === 0) return reply(say`${NO_MODELS}`);
  const usual = modelForNew(services, profile, entries);
  const first = entries.findIndex((entry) => entry === usual && entry.installed !== false);
  const hint =
    first < 0
      ? say`None of them is installed on the server. Whoever runs it can add one with ${code(`ollama pull ${entries[0]?.name ?? ''}`)}.`
      : say`Tap one, or send ${code(`/newsession ${first + 1}`)}.`;
  await reply(
    lines(bold('Choose a model for the new session'), '', modelLines(entries), '', hint),
    modelButtons(entries, 'new'),
  );
};

/** A number or name alone is a model; more words are a question, for the model whose whole name stands before them. */
const beginOrAsk = async (
  services: Dependencies,
  context: CommandContext,
  argument: string,
): Promise<Done> => {
  const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(argument) ?? [];
  if (rest === '' && !word.endsWith('?')) return await begin(services, context, word);
  const entries = (await services.catalogue.entries()).filter(({ installed }) => installed !== false);
  const named = entries.find(({ name }) => services.catalogue.isSame(name.toLowerCase(), word.toLowerCase()));
  const current = (await activeSession(services, context))?.modelName;
  const model =
    named ??
    chosenForNew(services, context.profile, entries) ??
    entries.find(({ name }) => name === current) ??
    entries[0];
  if (!model) return await context.reply(say`${NO_MODELS}`);
  const session = await create(services, context, model.name);
  const gone = named ? say`` : chosenIsGone(services, context.profile, session.modelName);
  await context.reply(
    say`✨ Session ${bold(session.number)} with ${code(session.modelName)} is active.${gone}`,
  );
  return await askModel(services, context, session, named ? rest : argument);
};

const create = (services: Dependencies, context: CommandContext, modelName: string): Promise<Session> => {
  const { owner, from, updateId, atMs } = context;
  return createSession(services, {
    ...{ owner, chatId: owner, createdBy: from.id },
    ...{ updateId, nowMs: atMs, modelName },
  });
};

const begin = async (services: Dependencies, context: CommandContext, wanted: string): Promise<void> => {
  const entries = await services.catalogue.entries();
  const entry = pickModel(services.catalogue, entries, wanted);
  if (!entry) {
    if (entries.length === 0) return context.reply(say`${NO_MODELS}`);
    const there = lines('There is no such model. These are offered:', '', modelLines(entries));
    return context.reply(there, modelButtons(entries, 'new'));
  }
  if (entry.installed === false) {
    return context.reply(
      say`The model ${code(entry.name)} is not installed on the server. Choose another one; whoever runs the server can add it with ${code(`ollama pull ${entry.name}`)}.`,
      modelButtons(entries, 'new'),
    );
  }
  const session = await create(services, context, entry.name);
  await context.show(
    say`✨ Session ${bold(session.number)} with ${code(session.modelName)} is active. Write your first message.`,
  );
};
