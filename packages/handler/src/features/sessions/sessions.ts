// Conversations as a feature: which one is active, how it is answered, and what lies in the table of them.
import { HEADER_ITEMS, MESSAGE_ITEMS, SESSION_ITEMS, STOP_ITEM, TURNS_ITEM } from '@steward/core';
import type { AskDependencies } from '../../chat/answer-text.ts';
import type { Services } from '../../context/services.ts';
import type { Content, Feature } from '../feature.ts';
import { type LoadedCommand, loadedCommands } from '../loaded-commands.ts';
import { isNewTitle } from './answers.ts';

const load = () => import('./at-work.ts');

type Dependencies = AskDependencies & Pick<Services, 'stops'>;

const COMMANDS: readonly LoadedCommand<Awaited<ReturnType<typeof load>>, Dependencies>[] = [
  {
    name: 'newsession',
    aliases: ['new', 'reset', 'clear'],
    usage: '[n or question]',
    summary: 'Start a new session: choose its model, or ask at once',
    run: 'newSession',
    taps: { models: 'offerModels', new: 'newSessionTapped' },
  },
  {
    name: 'listsessions',
    aliases: ['sessions'],
    summary: 'List your sessions; tap one to switch',
    run: 'listSessions',
    taps: { sessions: 'sessionsPage', renames: 'renamesPage', deletes: 'deletesPage' },
  },
  {
    name: 'switch',
    usage: '<n>',
    summary: 'Go on with another session',
    run: 'switchTo',
    taps: { switch: 'switchTapped' },
  },
  {
    name: 'rename',
    usage: '[n] <title>',
    summary: 'Give a conversation another title',
    run: 'rename',
    taps: { rename: 'askForTitle' },
  },
  {
    name: 'history',
    summary: 'Show the recent messages of the active session',
    run: 'history',
    taps: { history: 'historyPage' },
  },
  {
    name: 'retry',
    summary: 'Answer the last question again',
    run: 'retry',
    taps: { retry: 'retryTapped', see: 'seeTapped', more: 'moreTapped' },
  },
  {
    name: 'stop',
    summary: 'Stop the answer that is being written',
    run: 'stop',
    taps: { stop: 'stopTapped' },
  },
  {
    name: 'model',
    aliases: ['models'],
    usage: '[n]|default [n]',
    summary: 'Change the model of the active session, or of new ones',
    run: 'model',
    taps: { model: 'modelTapped', modelnew: 'modelOfNewTapped' },
  },
  {
    name: 'think',
    usage: '[off|on|show]',
    summary: 'Let the model think before it answers',
    run: 'think',
    taps: { think: 'thinkTapped' },
  },
  {
    name: 'system',
    usage: '[prompt]',
    summary: 'Give the active session its own instructions',
    run: 'system',
  },
];

export const createSessions = (services: Dependencies): Feature => ({
  commands: loadedCommands(services, load, COMMANDS),
  contents: [createNewTitle(services)],
  ownedItems: [SESSION_ITEMS, HEADER_ITEMS, MESSAGE_ITEMS, STOP_ITEM, TURNS_ITEM],
});

/** A reply to what the button of a list asked. */
const createNewTitle = (services: Dependencies): Content => ({
  takes: isNewTitle,
  async run(context) {
    await (await load()).renameByReply(services, context);
    return 'answered';
  },
});
