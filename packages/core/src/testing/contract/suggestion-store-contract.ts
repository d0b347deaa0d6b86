// What every store of suggestions promises.
import { describe, expect, it } from 'vitest';
import type { OwnerDataStore } from '../../owner/owner-data.ts';
import type { Suggestion, SuggestionStore } from '../../reminder/suggestion.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, newGroup, newOwner, useSubject } from './subject.ts';

export interface SuggestionStoreSubject {
  suggestions: SuggestionStore;
  ownerData: OwnerDataStore;
}

export const suggestionStoreContract = (make: () => Promise<Made<SuggestionStoreSubject>>): void => {
  describe('a store of suggestions', () => {
    const subject = useSubject(make);
    const suggestionOf = (owner: number, key: string): Suggestion => ({
      ...{ owner, key, state: 'offered', quote: 'Stamps', atMs: SAMPLE_MS + 1, offeredMs: SAMPLE_MS },
    });

    it('keeps what was offered and what was said to it, each under its key', async () => {
      const { suggestions } = subject();
      const [owner, other] = [newOwner(), newOwner()];
      const [task, said] = [suggestionOf(owner, 'task-5'), suggestionOf(owner, 'said-7-8')];
      for (const one of [task, said, suggestionOf(other, 'task-5')]) await suggestions.put(one);
      const answered: Suggestion = { ...task, state: 'never', answeredMs: SAMPLE_MS + 2 };
      await suggestions.put(answered);
      expect(await suggestions.get(owner, 'task-5')).toEqual(answered);
      expect(await suggestions.list(owner)).toEqual([said, answered]);
      expect(await suggestions.get(owner, 'task-50')).toBeUndefined();
    });

    it('moves with a group and goes with /forget', async () => {
      const { suggestions, ownerData } = subject();
      const [from, to] = [newGroup(), newGroup()];
      await suggestions.put(suggestionOf(from, 'task-5'));
      await ownerData.move(from, to);
      expect(await suggestions.list(from)).toEqual([]);
      expect(await suggestions.list(to)).toEqual([suggestionOf(to, 'task-5')]);
      await ownerData.removeAll(to);
      expect(await suggestions.list(to)).toEqual([]);
    });
  });
};
