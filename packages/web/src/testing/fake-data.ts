// A person with a full day, for the fake API.
import type {
  Conversation,
  Integrations,
  Me,
  Overview,
  People,
  ReminderView,
  SettingsAnswer,
  SignInView,
  TeamView,
} from '@steward/core/web-contract';
import { type FakePending, integrationsAt } from './fake-integrations.ts';
import { conversationsAt, DAY, HOUR, MINUTE, remindersAt } from './fake-lists.ts';
import { allowanceAt, GARDEN, teamsAt } from './fake-teams.ts';

export interface FakeData {
  me: Omit<Me, 'nowMs' | 'door' | 'zone' | 'language'>;
  settings: SettingsAnswer;
  signIns: SignInView[];
  reminders: ReminderView[];
  conversations: Conversation[];
  overview: Pick<Overview, 'next' | 'today' | 'usage' | 'allowances' | 'server' | 'steps'>;
  people: People;
  teams: TeamView[];
  integrations: Integrations;
  pending?: FakePending | undefined;
}

const usageOf = (nowMs: number, turns: number[]) =>
  turns.map((count, index) => ({
    day: new Date(nowMs - (turns.length - 1 - index) * DAY).toISOString().slice(0, 10),
    turns: count,
    tokens: count * 1840,
  }));

export const fullData = (nowMs: number): FakeData => ({
  me: {
    id: 4711,
    name: 'Ana Novak',
    username: 'ana',
    isOperator: true,
    bot: { username: 'steward_bot', name: 'Steward' },
    version: '0.1.0',
  },
  settings: {
    settings: {
      zone: 'Europe/Berlin',
      language: null,
      model: 'qwen3.5:4b',
      streaming: null,
      thinking: 'off',
      workingHours: { from: '09:00', until: '17:00', days: [1, 2, 3, 4, 5] },
      briefing: '08:00',
      quietHours: { from: '22:00', until: '07:00' },
      suggestions: true,
      bufferMinutes: 0,
      noticeMinutes: 60,
      preferredHours: null,
      eventLeadMinutes: null,
      rules: [
        {
          words: ['dentist', 'parents’ evening'],
          senders: [],
          to: 'event',
          target: { connection: 'g1', calendar: 'family' },
        },
        {
          kind: 'event',
          words: [],
          senders: ['Marek', '@garden_club'],
          to: 'note',
          target: { connection: 'x' },
        },
        { words: ['milk'], senders: [], to: 'task' },
      ],
    },
    models: [
      {
        name: 'qwen3.5:4b',
        description: 'Quick, sees pictures',
        size: '2.7 GB',
        isInstalled: true,
        canThink: true,
      },
      { name: 'llama3.2:3b', description: 'Small', size: '2.0 GB', isInstalled: true, canThink: false },
      {
        name: 'gemma3:12b',
        description: 'Thorough, slower',
        size: '8.1 GB',
        isInstalled: false,
        canThink: false,
      },
    ],
    usualStreaming: 'edit',
  },
  signIns: [
    {
      id: 'a',
      door: 'browser',
      browser: 'Firefox on Linux',
      createdAtMs: nowMs - 2 * DAY,
      seenAtMs: nowMs,
      isThis: true,
    },
    {
      id: 'b',
      door: 'mini-app',
      createdAtMs: nowMs - 40 * MINUTE,
      seenAtMs: nowMs - 30 * MINUTE,
      isThis: false,
    },
    {
      id: 'c',
      door: 'browser',
      browser: 'Safari on iPhone',
      createdAtMs: nowMs - 20 * DAY,
      seenAtMs: nowMs - 6 * DAY,
      isThis: false,
    },
  ],
  reminders: remindersAt(nowMs),
  conversations: conversationsAt(nowMs),
  overview: {
    next: [
      { number: 3, text: 'Take the bread out of the oven', atMs: nowMs + 25 * MINUTE, isSnooze: true },
      { number: 15, text: 'Call Ana about the flat', atMs: nowMs + 3 * HOUR, isSnooze: false },
      { number: 4, text: 'Weekly review', atMs: nowMs + 2 * DAY, isSnooze: false },
    ],
    today: [
      { atMs: nowMs - 4 * HOUR, number: 16, text: 'Stretch', isPast: true },
      { atMs: nowMs - HOUR, number: 17, text: 'Stand-up', isPast: true },
      { atMs: nowMs + 25 * MINUTE, number: 3, text: 'Take the bread out of the oven', isPast: false },
      { atMs: nowMs + 3 * HOUR, number: 15, text: 'Call Ana about the flat', isPast: false },
    ],
    usage: usageOf(nowMs, [4, 11, 0, 7, 19, 13, 8]),
    allowances: [allowanceAt(nowMs, [8, 20]), { ...allowanceAt(nowMs, [34, 40]), team: 'Garden club' }],
    server: { state: 'ready', models: 2, seenAtMs: nowMs - 4 * MINUTE },
    steps: { zone: true, reminder: true, conversation: true },
  },
  people: {
    people: [
      { id: 99, name: 'Marek', standing: 'asked', sinceMs: nowMs - 2 * HOUR },
      {
        id: 4711,
        name: 'Ana Novak',
        standing: 'owner',
        sinceMs: nowMs - 60 * DAY,
        usage: { day: '', turns: 8, tokens: 14_720 },
      },
      {
        id: 12,
        name: 'Josef',
        standing: 'in',
        sinceMs: nowMs - 9 * DAY,
        usage: { day: '', turns: 3, tokens: 5_100 },
        allowance: allowanceAt(nowMs, [3, 10]),
      },
      { id: -100123, name: 'Flat share', standing: 'in', sinceMs: nowMs - 5 * DAY },
      { id: 666, name: 'Spammer', standing: 'blocked', sinceMs: nowMs - DAY },
    ],
    teams: [
      { id: GARDEN, name: 'Garden club', members: 3, allowance: allowanceAt(nowMs, [34, 40]) },
      { id: GARDEN + 1, name: 'Flat share', members: 2 },
    ],
    isOpen: false,
    others: 2,
    limits: { turnsAtOnce: 2, turnsAnHour: 60 },
  },
  teams: teamsAt(nowMs),
  integrations: integrationsAt(nowMs),
});

/** Somebody who has just come: nothing is there yet. */
export const emptyData = (nowMs: number): FakeData => {
  const full = fullData(nowMs);
  return {
    ...full,
    me: { ...full.me, isOperator: false },
    settings: {
      ...full.settings,
      settings: {
        zone: null,
        language: null,
        model: null,
        streaming: null,
        thinking: 'off',
        workingHours: null,
        briefing: null,
        quietHours: null,
        suggestions: false,
        bufferMinutes: 0,
        noticeMinutes: 60,
        preferredHours: null,
        eventLeadMinutes: null,
        rules: [],
      },
    },
    reminders: [],
    conversations: [],
    teams: [],
    integrations: { offers: [], integrations: [] },
    overview: {
      next: [],
      today: [],
      usage: usageOf(nowMs, [0, 0, 0, 0, 0, 0, 0]),
      server: { state: 'unknown', models: 0 },
      steps: { zone: false, reminder: false, conversation: false },
    },
  };
};
