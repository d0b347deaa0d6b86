import { signal } from '@preact/signals';
import type { Settings, SettingsAnswer, SettingsPatch } from '@steward/core/web-contract';
import { describe, expect, it } from 'vitest';
import { type Call, CallError } from '../../api/call.ts';
import type { Resource } from '../../frame/resource.ts';
import { fullData } from '../../testing/fake-data.ts';
import { createSaveSettings, type Saved } from './save-settings.ts';

/** A server that keeps settings; `next` may take over one answer. */
const start = (first: Partial<Settings> = {}) => {
  const answer = fullData(0).settings;
  let stored: SettingsAnswer = { ...answer, settings: { ...answer.settings, ...first } };
  const next: ((patch: SettingsPatch) => Promise<SettingsAnswer> | undefined)[] = [];
  const patches: SettingsPatch[] = [];
  const call = (async (_: string, patch: SettingsPatch) => {
    patches.push(patch);
    const special = next.shift()?.(patch);
    if (special) return special;
    stored = { ...stored, settings: { ...stored.settings, ...patch.set } };
    return stored;
  }) as unknown as Call;
  const data = signal<SettingsAnswer | undefined>(stored);
  const resource: Resource<SettingsAnswer> = {
    data,
    fault: signal(undefined),
    load: async () => {},
    set: (given) => {
      data.value = given;
    },
  };
  const saved: Saved[] = [];
  const pending: boolean[] = [];
  let refused = 0;
  const saver = createSaveSettings({
    call,
    resource,
    onSaved: (one) => saved.push(one),
    onRefused: () => refused++,
    onPending: (isPending) => pending.push(isPending),
  });
  return {
    ...saver,
    patches,
    saved,
    pending,
    next,
    refused: () => refused,
    shown: () => data.value?.settings,
    stored: () => stored,
  };
};

const no = (fault: ConstructorParameters<typeof CallError>[0]) => () => Promise.reject(new CallError(fault));

describe('a value that cannot be', () => {
  it.each([
    ['quietHours', { from: '07:00', until: '07:00' }, 'Start and end must differ.'],
    ['model', 'gone', 'This model is not offered any more. Choose another one.'],
    ['thinking', 'show', 'That value cannot be.'],
  ])('of %s is told with what can', async (key, value, said) => {
    const { save, faults, next } = start();
    next.push(no({ error: 'bad-value', field: `set.${key}` }));
    await save({ [key]: value });
    expect(faults.value).toEqual({ [key]: said });
  });
});

describe('a change', () => {
  it('is shown at once and sent with what was seen', async () => {
    const { save, patches, shown, pending, saved } = start();
    const sent = save({ thinking: 'show' });
    expect(shown()?.thinking).toBe('show');
    await sent;
    expect(patches).toEqual([{ set: { thinking: 'show' }, seen: { thinking: 'off' } }]);
    expect(pending).toEqual([true, false]);
    expect(saved).toMatchObject([{ isUndone: false }]);
  });

  it('is not sent where it changes nothing', async () => {
    const { save, patches } = start();
    await save({ quietHours: { until: '07:00', from: '22:00' } });
    expect(patches).toEqual([]);
  });

  it('is one also where lists of the same length differ inside', async () => {
    const rule = (word: string) => ({ words: [word], senders: [], to: 'note' as const });
    const { save, patches } = start({ rules: [rule('milk'), rule('dentist')] });
    await save({ rules: [{ to: 'note', senders: [], words: ['milk'] }, rule('dentist')] });
    expect(patches).toEqual([]);
    const turned = [rule('dentist'), rule('milk')];
    await save({ rules: turned });
    expect(patches).toEqual([{ set: { rules: turned }, seen: { rules: turned.toReversed() } }]);
  });

  it.each([
    { bufferMinutes: 15 },
    { noticeMinutes: 0 },
    { preferredHours: { from: '09:00', until: '12:00' } },
    { eventLeadMinutes: 30 },
  ])('of appointments is taken back: %j', async (set) => {
    const { save, saved, patches } = start();
    await save(set);
    saved[0]?.undo?.();
    await expect.poll(() => saved).toHaveLength(2);
    const [first] = patches;
    expect(first?.set).toEqual(set);
    expect(patches[1]).toEqual({ set: first?.seen, seen: set });
  });

  it('can be taken back, but not twice, and never to a zone that is not known', async () => {
    const { save, saved, patches } = start({ zone: null });
    await save({ zone: 'Asia/Tokyo' });
    expect(saved[0]?.undo).toBeUndefined();
    await save({ briefing: null });
    saved[1]?.undo?.();
    await expect.poll(() => saved).toHaveLength(3);
    expect(patches.at(-1)).toEqual({ set: { briefing: '08:00' }, seen: { briefing: null } });
    expect(saved[2]).toMatchObject({ isUndone: true });
    expect(saved[2]?.undo).toBeUndefined();
  });

  it('waits for the one before it, whose value it has seen', async () => {
    const { save, patches, shown, stored } = start();
    await Promise.all([save({ thinking: 'on' }), save({ thinking: 'show' }), save({ suggestions: false })]);
    expect(patches.map(({ seen }) => seen)).toEqual([
      { thinking: 'off' },
      { thinking: 'on' },
      { suggestions: true },
    ]);
    expect(shown()).toEqual(stored().settings);
  });

  it('that is refused goes back, with a sentence of its own field', async () => {
    const { save, next, shown, faults, refused } = start();
    next.push(no({ error: 'bad-value', field: 'set.zone' }));
    await save({ zone: 'Mars/Olympus' });
    expect([shown()?.zone, faults.value.zone, refused()]).toEqual([
      'Europe/Berlin',
      'This zone is not known here. Choose another one near you.',
      1,
    ]);
    await save({ zone: 'Asia/Tokyo' });
    expect(faults.value.zone).toBeUndefined();
  });

  it('that is refused takes back nothing that was chosen since', async () => {
    const { save, next, shown } = start();
    next.push(no({ error: 'failed' }));
    await Promise.all([save({ thinking: 'on' }), save({ thinking: 'show' })]);
    expect(shown()?.thinking).toBe('show');
  });

  it('that somebody else was quicker with shows what holds now', async () => {
    const { save, next, shown, faults, stored } = start();
    const now = { ...stored(), settings: { ...stored().settings, briefing: '06:00', suggestions: false } };
    next.push(no({ error: 'changed-meanwhile', now }));
    await save({ briefing: '09:00' });
    expect(shown()).toEqual(now.settings);
    expect(faults.value.briefing).toContain('This is how it is now');
  });

  it('whose answer was lost on the way is done: the second attempt finds it so', async () => {
    const { save, next, faults, saved, stored } = start();
    const now = { ...stored(), settings: { ...stored().settings, briefing: '09:00' } };
    next.push(no({ error: 'changed-meanwhile', now }));
    await save({ briefing: '09:00' });
    expect([faults.value.briefing, saved.length]).toEqual([undefined, 1]);
  });
});
