// /newsession: offers the models, or starts with the one named.
import { createSession } from '@steward/core';
import { modelButtons, modelLines, NO_MODELS, pickModel } from '../../chat/model-list.ts';
import type { Services } from '../../context/services.ts';
import { bold, code, lines, say } from '../../telegram/say.ts';
import type { Command, CommandContext } from '../feature.ts';

type Dependencies = Pick<Services, 'catalogue' | 'profiles' | 'sessions'>;

export const createNewSession = (services: Dependencies): Command => ({
  name: 'newsession',
  usage: '[n]',
  summary: 'Start a new session with the model you choose',
  async run(context, argument) {
    if (argument === '') await offer(services, context);
    else await begin(services, context, argument);
  },
  taps: {
    models: async (context) => {
      await offer(services, context);
    },
    new: async (context, [model = '']) => {
      await begin(services, context, model);
    },
  },
});

const offer = async (services: Dependencies, { reply }: CommandContext): Promise<void> => {
  const entries = await services.catalogue.entries();
  if (entries.length === 0) return reply(say`${NO_MODELS}`);
  const first = entries.findIndex(({ installed }) => installed !== false);
  const hint =
    first < 0
      ? say`None of them is installed on the server. Whoever runs it can add one with ${code(`ollama pull ${entries[0]?.name ?? ''}`)}.`
      : say`Tap one, or send ${code(`/newsession ${first + 1}`)}.`;
  await reply(
    lines(bold('Choose a model for the new session'), '', modelLines(entries), '', hint),
    modelButtons(entries, 'new'),
  );
};

const begin = async (services: Dependencies, context: CommandContext, wanted: string): Promise<void> => {
  const { owner, from, updateId, atMs, show } = context;
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
  const session = await createSession(services, {
    owner,
    chatId: owner,
    createdBy: from.id,
    updateId,
    nowMs: atMs,
    modelName: entry.name,
  });
  await show(
    say`✨ Session ${bold(session.number)} with ${code(session.modelName)} is active. Write your first message.`,
  );
};
