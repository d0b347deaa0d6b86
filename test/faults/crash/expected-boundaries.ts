// Every step boundary at which a worker has to have died, or the run fails. What changes something has two: the worker
// dies before it is done, or after, without having heard of it.
import { RETURN } from './executioner.ts';
import type { Phase } from './gate.ts';

export interface ExpectedBoundary {
  kind: string;
  step: string;
  phases: readonly Phase[];
}

const of = (kind: string, changes: string[], reads: string[] = []): ExpectedBoundary[] => [
  ...changes.map((step) => ({ kind, step, phases: ['before', 'after'] as const })),
  ...reads.map((step) => ({ kind, step, phases: ['after'] as const })),
];

const turn = of(
  'question',
  [
    'claim',
    'hide message',
    'store question',
    'stream part',
    'send placeholder',
    'record sent.answer',
    'grow placeholder',
    'store reply',
    'count turn',
    'show in place',
    'keep budget',
    'finish',
  ],
  ['read profile', 'read session', 'read conversation', 'ask model'],
);

export const expectedBoundaries: readonly ExpectedBoundary[] = [
  ...turn,
  { kind: 'question', step: RETURN, phases: ['before'] },
  ...of('first question', [
    'record created',
    'take number',
    'store session',
    'make active',
    'record try.note',
    'send text',
    'record sent.note',
  ]),
  ...of('long answer', [
    'record cut.2 try.grow.2',
    'send placeholder',
    'record sent.grow.2',
    'send text',
    'record try.answer.3',
    'record sent.answer.3',
    'note shown messages',
  ]),
  ...of('retry', ['record try.answer', 'store reply', 'count turn', 'remove messages']),
  ...of('paste', [
    'store part',
    'keep part in mind',
    'queue note',
    'park',
    'store question',
    'remove messages',
    'join part',
    'forget parts',
  ]),
  ...of('album', ['store part', 'store question'], ['download file', 'ask model']),
  ...of('long message', ['park', 'queue note', 'claim', 'forget parts'], ['read message']),
  ...of(
    'firing',
    ['claim', 'record try.ring', 'send text', 'record sent.ring', 'finish', 'move on'],
    ['read reminder', 'read profile'],
  ),
  // Of the dispatcher, which queues it.
  ...of('tick', ['queue what is due', 'move horizon'], ['read horizon', 'look for what is due']),
  ...of(
    'archive',
    [
      'record archiving',
      'write archive',
      'mark archived',
      'clear active',
      'remove messages',
      'record try.r1',
      'send text',
      'record sent.r1',
      'finish',
    ],
    ['read conversation', 'read archive'],
  ),
  ...of(
    'restore',
    [
      'record restoring',
      'store messages',
      'mark live',
      'make active',
      'remove archive',
      'send text',
      'finish',
    ],
    ['read archive', 'read conversation'],
  ),
  ...of('export', ['record try.r1', 'send file', 'record sent.r1'], ['read conversation']),
  ...of('export of an archive', ['send file'], ['read archive']),
  ...of(
    'import',
    ['take number', 'write archive', 'store header', 'store session', 'send text', 'finish'],
    ['ask for file', 'download file'],
  ),
  ...of('delete', [
    'record deleting',
    'clear active',
    'remove archive',
    'remove messages',
    'remove header',
    'remove session',
    'show in place',
    'finish',
  ]),
  ...of(
    'archive in the app',
    ['claim', 'write archive', 'mark archived', 'clear active', 'remove messages', 'finish'],
    ['read profile', 'read archive'],
  ),
  ...of('delete in the app', [
    'record deleting',
    'clear active',
    'remove archive',
    'remove messages',
    'remove session',
    'finish',
  ]),
  ...of(
    'forget',
    ['record forgotten', 'remove archive', 'remove everything', 'clear profile', 'show in place', 'finish'],
    ['list archives', 'list all keys'],
  ),
];

/** Where two workers in a row die, so that nobody knows whether Telegram took what was to be sent: it is given up. */
export const hiddenTwice = [{ kind: 'firing', step: 'record try.ring' }];
