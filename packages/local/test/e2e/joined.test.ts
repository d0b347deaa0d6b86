// A comment and the message it is about come as two updates of one second, and get one answer.
import { paced } from '@steward/core/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const forwarded = (text: string) => ({
  text,
  forward_origin: { type: 'user', date: 1, sender_user: { id: 9, is_bot: false, first_name: 'Xi' } },
});

test.each(['at once', 'slowly'])(
  'a comment and what is forwarded behind it are one question to a model that answers %s',
  async (pace) => {
    const person = world.person(`Ada ${pace}`);
    const comment = `What is this, ${pace}?`;
    if (pace === 'slowly') world.ollama.when(comment, paced(3_000, ['It is', ' a greeting.']));
    await person.asks('/newsession 1', 'Session 1');
    person.says(comment);
    world.emulator.sendOther(person.id, person.id, forwarded(`Good morning, ${pace}`));
    await person.until(
      () => world.ollama.asked(`Good morning, ${pace}`).length > 0,
      'the model is asked about both',
    );
    const prompt = world.ollama.asked(`Good morning, ${pace}`).at(-1)?.messages.at(-1)?.content;
    expect(prompt).toContain(comment);
    await person.asks('/status', 'Session: 1');
    const history = await person.asks('/history', comment);
    expect(history.text?.match(/👤 You/g)).toHaveLength(1);
    expect(history.text?.match(/🤖 Answer/g)).toHaveLength(1);
  },
);
