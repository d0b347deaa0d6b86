// STREAMING: drafts with Telegram's own Stop button, or one message at the end.
import { describe, expect, test } from 'vitest';
import { startWorld } from './world.ts';

const words = Array.from({ length: 60 }, (_, index) => `word${index + 1} `);

describe.concurrent('STREAMING', { timeout: 60_000 }, () => {
  test('draft shows a draft that grows, and sends the answer once', async () => {
    const world = await startWorld({ environment: { STREAMING: 'draft' } });
    world.ollama.when('Tell', { chunks: words, everyMs: 100 });
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    ada.says('Tell');
    await ada.until(
      () => world.emulator.drafts(ada.id).some(({ text }) => text.includes('word5')),
      'a draft',
    );
    await ada.reads('word60');
    expect(ada.messages()).toHaveLength(2);
    expect(ada.timeline()).toHaveLength(2);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('draft stops at the Stop button of Telegram and keeps what was written', async () => {
    const world = await startWorld({ environment: { STREAMING: 'draft' } });
    world.ollama.when('Tell', { chunks: words, everyMs: 300 });
    const ada = world.person('Ada');
    ada.says('Tell');
    await ada.until(
      () => world.emulator.drafts(ada.id).some(({ text }) => text.includes('word5')),
      'a draft',
    );
    const [draft] = world.emulator.drafts(ada.id);
    world.emulator.stopDraft(ada.id, ada.id, draft?.draft_id ?? 0);
    const stopped = await ada.reads('Stopped', 8_000);
    expect(stopped.text).toContain('word5');
    expect(world.ollama.chats()[0]?.state).toBe('closed-by-client');
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });

  test('off types, and sends the answer once', async () => {
    const world = await startWorld({ environment: { STREAMING: 'off' } });
    world.ollama.when('Tell', { chunks: words, everyMs: 100 });
    const ada = world.person('Ada');
    await ada.asks('/newsession 1', 'Session 1');
    await ada.asks('Tell', 'word60');
    expect(ada.timeline()).toHaveLength(2);
    const typing = world.emulator.calls().filter(({ method }) => method === 'sendChatAction');
    // At the question, and again before Telegram forgets it.
    expect(typing.length).toBeGreaterThanOrEqual(3);
    expect(world.refusedCalls()).toEqual([]);
    await world.close();
  });
});
