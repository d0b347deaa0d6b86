// Times as Microsoft Graph has them: a clock's time without an offset, and beside it the name of a zone, as Windows calls it.
import { isObject } from '../service/fake-request.ts';
import { fromLocal, toLocal } from '../service/zone-times.ts';
import { refuse } from './graph-error.ts';

export interface GraphTime {
  dateTime: string;
  timeZone: string;
}

/** Some of them. Others, also those of IANA, are refused. */
const WINDOWS_ZONES = new Map([
  ['UTC', 'UTC'],
  ['W. Europe Standard Time', 'Europe/Berlin'],
  ['GMT Standard Time', 'Europe/London'],
  ['Eastern Standard Time', 'America/New_York'],
  ['Pacific Standard Time', 'America/Los_Angeles'],
  ['India Standard Time', 'Asia/Kolkata'],
  ['New Zealand Standard Time', 'Pacific/Auckland'],
]);
const LOCAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d{1,7})?$/;
const OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;

const isLocal = (text: string): boolean => {
  const [, day, clock] = LOCAL.exec(text) ?? [];
  const ms = Date.parse(`${day}T${clock}Z`);
  // 30 February is none.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(`${day}T${clock}`);
};

export const zoneOf = (name: string): string =>
  WINDOWS_ZONES.get(name) ?? refuse('ErrorPropertyValidationFailure');

export const instantOf = ({ dateTime, timeZone }: GraphTime): number =>
  fromLocal(dateTime.slice(0, 19), zoneOf(timeZone));

/** The same instant as the asked zone's clock has it, with seven decimals and never an offset. */
export const inZone = (time: GraphTime, name: string): GraphTime => ({
  dateTime: `${toLocal(instantOf(time), zoneOf(name))}.0000000`,
  timeZone: name,
});

/** Of an event for whole days it is midnight, whichever zone is asked for. */
export const asDay = ({ dateTime }: GraphTime, timeZone: string): GraphTime => ({
  dateTime: `${dateTime.slice(0, 10)}T00:00:00.0000000`,
  timeZone,
});

/** A limit of a calendar view: with an offset, or of UTC. */
export const readLimit = (text = ''): number => {
  const ms = isLocal(text.replace(OFFSET, ''))
    ? Date.parse(OFFSET.test(text) ? text : `${text}Z`)
    : Number.NaN;
  return Number.isNaN(ms) ? refuse('ErrorInvalidParameter') : ms;
};

/** A time of an event that somebody writes. */
export const readTime = (value: unknown): GraphTime => {
  if (!isObject(value)) return refuse('ErrorPropertyValidationFailure');
  const { dateTime, timeZone, ...unknown } = value;
  if (Object.keys(unknown).length > 0) refuse('BadRequest');
  if (typeof dateTime !== 'string' || !isLocal(dateTime) || typeof timeZone !== 'string')
    return refuse('ErrorPropertyValidationFailure');
  zoneOf(timeZone);
  return { dateTime, timeZone };
};

export const isMidnight = ({ dateTime }: GraphTime): boolean => /T00:00:00(?:\.0+)?$/.test(dateTime);
