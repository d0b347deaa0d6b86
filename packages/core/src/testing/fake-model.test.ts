import { describe, expect, it } from 'vitest';
import { ModelError, type ModelEvent } from '../model/chat-model.ts';
import { chatModelContract } from './contract/chat-model-contract.ts';
import { createFakeClock } from './fake-clock.ts';
import { createFakeModel } from './fake-model.ts';

const request = {
  model: 'm:1b',
  messages: [{ role: 'user' as const, content: 'Hi' }],
  contextTokens: 4096,
  answerTokens: 512,
};
const { signal } = new AbortController();

const read = async (events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> => {
  const all: ModelEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
};

describe('a fake model', () => {
  it('plays one script for each call and remembers the requests', async () => {
    const model = createFakeModel({ scripts: [['Hel', 'lo'], [{ type: 'done', reason: 'length' }]] });
    expect(await read(model.stream(request, { signal }))).toEqual([
      { type: 'text', text: 'Hel' },
      { type: 'text', text: 'lo' },
      { type: 'done', reason: 'stop' },
    ]);
    expect(await read(model.stream(request, { signal }))).toEqual([{ type: 'done', reason: 'length' }]);
    expect(model.requests).toEqual([request, request]);
    await expect(read(model.stream(request, { signal }))).rejects.toThrow('no script');
  });

  it('throws in the middle of an answer when its script says so', async () => {
    const model = createFakeModel({ fallback: () => ['a', new ModelError('model-broke-off', 'Broke off')] });
    await expect(read(model.stream(request, { signal }))).rejects.toMatchObject({ code: 'model-broke-off' });
    expect(model.calls).toMatchObject([{ closed: true, aborted: false }]);
  });

  it('tells whether its consumer left', async () => {
    const model = createFakeModel();
    model.script(['a', 'b']);
    const events = model.stream(request, { signal })[Symbol.asyncIterator]();
    await events.next();
    expect(model.calls[0]?.closed).toBe(false);
    await events.return?.();
    expect(model.calls[0]?.closed).toBe(true);
  });

  it('waits on the clock', async () => {
    const clock = createFakeClock(0, { mode: 'auto' });
    const model = createFakeModel({ clock, scripts: [[{ delayMs: 70_000 }, 'late']] });
    await read(model.stream(request, { signal }));
    expect(clock.now()).toBe(70_000);
  });

  it('ends with `aborted` when it is stopped while it waits', async () => {
    const model = createFakeModel({ scripts: [['a', { until: new Promise(() => {}) }, 'b'], ['c']] });
    const controller = new AbortController();
    const reading = read(model.stream(request, { signal: controller.signal }));
    setImmediate(() => controller.abort());
    await expect(reading).rejects.toMatchObject({ code: 'aborted' });
    await expect(read(model.stream(request, { signal: controller.signal }))).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(model.calls).toMatchObject([{ aborted: true }, { aborted: true }]);
  });

  it('tells what is installed, or that it is away', async () => {
    const model = createFakeModel({ installed: [{ name: 'm:1b' }], loaded: ['m:1b'], contextTokens: 8192 });
    expect(await model.installed()).toEqual([{ name: 'm:1b' }]);
    expect(await model.loaded()).toEqual(['m:1b']);
    expect(await model.contextTokens('m:1b')).toBe(8192);
    const away = createFakeModel({ away: new ModelError('model-unreachable', 'Away') });
    await expect(away.installed()).rejects.toMatchObject({ code: 'model-unreachable' });
  });

  it('has a version, and takes a name without a tag for the latest', async () => {
    const model = createFakeModel();
    expect(await model.version()).toBe('Fake 1.0');
    expect(model.canonicalName('m')).toBe('m:latest');
  });
});

chatModelContract(async () => {
  const model = createFakeModel();
  return {
    model,
    answers: (pieces, reason = 'stop') => model.script([...pieces, { type: 'done', reason }]),
    fails: (code) => model.script([new ModelError(code, 'planted')]),
    waits: () => model.script([{ until: new Promise(() => {}) }]),
  };
});
