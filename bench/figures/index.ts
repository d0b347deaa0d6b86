// Every figure, in the order of the table.
import type { Figure } from '../figure.ts';
import { callsPerTurn } from './calls-per-turn.ts';
import { capacity } from './capacity.ts';
import { listSessions } from './list-sessions.ts';
import { turnOverhead } from './turn-overhead.ts';

export const figures: readonly Figure[] = [turnOverhead, callsPerTurn, capacity, listSessions];
