// How often a person may have servers of their own naming asked: nobody is to look for hosts by our function.
import type { FailedTryStore } from '@steward/core';
import { tooManyTries } from '../sign-in/tries.ts';

/** An hour. */
export const FORM_TRIES = 20;
export const FORM_TRIES_MS = 60 * 60 * 1000;

export interface FormTryDependencies {
  /** In windows of an hour. */
  formTries: Pick<FailedTryStore, 'note'>;
  now: () => number;
}

/** Counted before anybody is asked: many at once are as many tries. */
export const countForm = async ({ formTries, now }: FormTryDependencies, owner: number): Promise<void> => {
  const tries = await formTries.note(`forms-${owner}`, now());
  if (tries > FORM_TRIES) throw tooManyTries(FORM_TRIES_MS - (now() % FORM_TRIES_MS));
};
