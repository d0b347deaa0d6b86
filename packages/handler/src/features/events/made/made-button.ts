// Events that were made, in buttons: by their name in the log, which is there when their card is gone.
import type { EventRef } from '@steward/core';
import { type Button, callbackData } from '../../../telegram/buttons.ts';
import { readMoment } from '../read-moment.ts';

/** `em:<when it was given to the provider, ms to the base of 36>:<id>:<what>[:<arg>]`. */
export const madeButton = ({ atMs, id }: EventRef, text: string, what: string, ...arg: string[]): Button => ({
  text,
  data: callbackData('em', atMs.toString(36), id, what, ...arg),
});

export const readMadeRef = (owner: number, [at = '', id = '']: string[]): EventRef | undefined => {
  const atMs = readMoment(at);
  return atMs !== undefined && /^[\da-f]{32}(?:-\d{1,2})?$/.test(id) ? { owner, atMs, id } : undefined;
};

export const toMade = { text: '📋 Events', data: callbackData('events', 0) };
