// What every store promises that keeps who the bot is, and of the models what was last seen. There is one of each: these
// tests follow each other.
import { describe, expect, it } from 'vitest';
import type { BotStore } from '../../bot/bot-store.ts';
import type { SeenModelsStore } from '../../model/seen-models.ts';
import { SAMPLE_MS } from '../samples.ts';
import { type Made, useSubject } from './subject.ts';

export const botStoreContract = (make: () => Promise<Made<{ bot: BotStore }>>): void => {
  describe('a store of who the bot is', () => {
    const subject = useSubject(make);

    it('knows of none at first, then of the one that was written last', async () => {
      const { bot } = subject();
      expect(await bot.read()).toBeUndefined();
      await bot.write({ id: 42, username: 'steward_bot', name: 'Steward' });
      expect(await bot.read()).toEqual({ id: 42, username: 'steward_bot', name: 'Steward' });
      await bot.write({ id: 43, username: '', name: 'Other' });
      expect(await bot.read()).toEqual({ id: 43, username: '', name: 'Other' });
    });
  });
};

export const seenModelsContract = (make: () => Promise<Made<{ seenModels: SeenModelsStore }>>): void => {
  describe('a store of the models as they were last seen', () => {
    const subject = useSubject(make);
    const models = [
      { name: 'small:1b', description: 'quick', size: '1.0 GB', isInstalled: true, canThink: false },
      { name: 'large:9b', description: '', size: '' },
    ];

    it('knows nothing at first, then the state alone, then what the server has', async () => {
      const { seenModels } = subject();
      expect(await seenModels.read()).toBeUndefined();
      await seenModels.write({ state: 'starting', seenAtMs: SAMPLE_MS });
      expect(await seenModels.read()).toEqual({ state: 'starting', seenAtMs: SAMPLE_MS, models: [] });
      await seenModels.write({ state: 'ready', seenAtMs: SAMPLE_MS + 1, models });
      expect(await seenModels.read()).toEqual({ state: 'ready', seenAtMs: SAMPLE_MS + 1, models });
    });

    it('keeps the models where only the state is another one', async () => {
      const { seenModels } = subject();
      await seenModels.write({ state: 'asleep', seenAtMs: SAMPLE_MS + 2 });
      expect(await seenModels.read()).toEqual({ state: 'asleep', seenAtMs: SAMPLE_MS + 2, models });
      await seenModels.write({ state: 'ready', seenAtMs: SAMPLE_MS + 3, models: [] });
      expect(await seenModels.read()).toMatchObject({ models: [] });
    });
  });
};
