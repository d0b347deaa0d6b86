// Every figure, in the order of the table.
import type { Figure } from '../figure.ts';
import { archives } from './archives.ts';
import { bundleSize } from './bundle-size.ts';
import { callsPerTurn } from './calls-per-turn.ts';
import { capacity } from './capacity.ts';
import { coldStart } from './cold-start.ts';
import { dispatcher } from './dispatcher.ts';
import { eventWords } from './event-words.ts';
import { firstText } from './first-text.ts';
import { listSessions } from './list-sessions.ts';
import { renderer } from './renderer.ts';
import { turnOverhead } from './turn-overhead.ts';
import { turnsPerSecond } from './turns-per-second.ts';
import { webStart } from './web-start.ts';
import { webhookWarm } from './webhook-warm.ts';
import { workerImport } from './worker-import.ts';

export const figures: readonly Figure[] = [
  coldStart,
  webStart,
  workerImport,
  dispatcher,
  bundleSize,
  webhookWarm,
  turnOverhead,
  callsPerTurn,
  turnsPerSecond,
  firstText,
  capacity,
  listSessions,
  archives,
  renderer,
  eventWords,
];
