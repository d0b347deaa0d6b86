import type { RoutingRule } from '@steward/core';
import { createMemoryStores } from '@steward/core/testing';
import { describe, expect, it } from 'vitest';
import { ME, openRoutes } from '../../../test/web-routes.ts';

const FAMILY: RoutingRule = {
  words: ['dentist'],
  senders: [],
  to: 'event',
  target: { connection: 'c1', calendar: 'family' },
};
const NOTES: RoutingRule = { words: [], senders: ['@marek'], to: 'note' };

/** Somebody in Berlin, where it is 23:13 on Tuesday, 14 November 2023. */
const open = async () => {
  const stores = createMemoryStores();
  const zone = { name: 'Europe/Berlin', from: 'app' } as const;
  await stores.profiles.update(ME, { zone, rules: [FAMILY, NOTES], updatedAtMs: 1 });
  const { ask } = openRoutes({ stores });
  return async (body: unknown) => await ask('POST /api/rules/test', { body });
};

describe('a sentence on trial', () => {
  it('is told by the rules that are saved, and by the person’s clock', async () => {
    const { answer } = await (await open())({ text: ' dentist on friday at 3pm ' });
    const startMs = Date.parse('2023-11-17T14:00Z');
    expect(answer).toEqual({
      ...{ kind: 'event', isSure: true, rule: 0, target: FAMILY.target, title: 'dentist' },
      time: { startMs, endMs: startMs + 3_600_000 },
    });
  });

  it('is told by who wrote it, and by other rules than those that are saved', async () => {
    const attempt = await open();
    const sent = { text: 'dentist on friday at 3pm', sender: '@marek' };
    expect((await attempt(sent)).answer).toMatchObject({ kind: 'event', rule: 0 });
    const { answer } = await attempt({ ...sent, rules: [NOTES, FAMILY] });
    expect(answer).toMatchObject({ kind: 'note', rule: 0 });
    expect((await attempt({ ...sent, rules: [] })).answer).not.toHaveProperty('rule');
  });

  it.each([
    ['text', { text: ' ' }],
    ['text', { text: 'a'.repeat(2_001) }],
    ['sender', { text: 'a', sender: 'b'.repeat(201) }],
    ['rules', { text: 'a', rules: [{ words: [], senders: [], to: 'task' }] }],
  ])('has limits: %s', async (field, body) => {
    expect(await (await open())(body)).toEqual({ status: 400, answer: { error: 'bad-value', field } });
  });

  it('needs no profile', async () => {
    const { answer } = await openRoutes().ask('POST /api/rules/test', { body: { text: 'note: milk' } });
    expect(answer).toMatchObject({ kind: 'note', title: 'milk' });
  });
});
