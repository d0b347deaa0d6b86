// The reply to the question what an event is: the words are its title.
import { beginningOf, MAX_EVENT_DETAILS } from '@steward/core';
import { MAX_EVENT_TITLE, type ReadEdit } from '@steward/core/event';

export const titleOf = (words: string): ReadEdit | undefined => {
  const [first = '', ...others] = words.trim().split(/\s*\n\s*/);
  if (first === '') return undefined;
  const title = beginningOf(first, MAX_EVENT_TITLE).trimEnd();
  const details = [first.slice(title.length).trim(), ...others].filter((line) => line !== '').join('\n');
  return {
    ...{ kind: 'edit', title, attendees: [], invites: [], unaddressed: [] },
    ...(details !== '' && { details: details.slice(0, MAX_EVENT_DETAILS) }),
  };
};
