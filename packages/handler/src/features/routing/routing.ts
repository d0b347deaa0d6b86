// What becomes of what is said, as a feature: the rules, and the cards that ask.
import { mayNameTime } from '@steward/core';
import { sendersOf } from '../../telegram/senders-of.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import type { RoutingDependencies } from './dependencies.ts';

const load = () => import('./at-work.ts');

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, RoutingDependencies>[] = [
  {
    name: 'rules',
    usage: '[add <rule>|test <sentence>]',
    summary: 'Say what goes where: words or senders, and what becomes of them',
    run: 'rules',
    taps: { rule: 'ruleTapped', kind: 'kindTapped' },
  },
];

/**
 * What is forwarded and may name a time, or where rules say what goes where: the card comes first, and the message goes on as
 * a question.
 */
const createForwarded = (services: RoutingDependencies): Content => ({
  takes: ({ caption, text = caption, forward_origin: forwarded }) =>
    forwarded?.date !== undefined && text !== undefined,
  async run(context) {
    const { message, profile } = context;
    const { caption = '', text = caption, forward_origin: forwarded } = message;
    if (!mayNameTime(text) && !profile?.rules?.length) return undefined;
    const saidMs = (forwarded?.date ?? 0) * 1_000;
    const said = { text, saidMs, senders: sendersOf(message), source: 'forward' } as const;
    await (await load()).propose(services, context, said);
    return undefined;
  },
});

/** Wide, and short: every message is looked at. */
const MAY_ASK = /task|to-?do|to do:|aufgab|tarea|pend[iê]|t[aâ]che|faire|tarefa|fazer|задач|сделать/iu;

/** What asks for a task in so many words. */
const createTask = (services: RoutingDependencies): Content => ({
  edited: true,
  takes: ({ text = '', forward_origin: forwarded }) =>
    forwarded === undefined && text.length <= 2_000 && !text.startsWith('/') && MAY_ASK.test(text),
  run: async (context) => await (await load()).taskByPhrase(services, context),
});

export const createRouting = (services: RoutingDependencies): Feature => ({
  contents: [createForwarded(services), createTask(services)],
  commands: loadedCommands(services, load, COMMANDS),
});
