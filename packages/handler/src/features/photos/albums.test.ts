// The pictures of an album are one question.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { contentsOf, messagesOf, outcomes } from '../../../test/people.ts';
import { album, createPhotoBench, photo, pictureNamed } from '../../../test/photo-bench.ts';

test('the parts of an album are one question, whose words stand below one of them', async () => {
  const { bench, play, sent, model } = createPhotoBench();
  await play(album([photo('A'), photo('B', { caption: 'Which is older?' }), photo('C')]));
  expect(sent()).toEqual([['Which is older?', 'A', 'B', 'C']]);
  expect(model.calls).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['joined', 'joined', 'answered']);
  expect(await contentsOf(bench)).toEqual(['Which is older?', 'A car.']);
});

test('an album without words asks once what it is', async () => {
  const { play, sent } = createPhotoBench();
  await play(album([photo('A'), photo('B')]));
  expect(sent()).toEqual([['What is this?', 'A', 'B']]);
});

test('a fifth picture is left out, and that is said', async () => {
  const { bench, play, sent } = createPhotoBench();
  await play(album(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => photo(name))));
  expect(bench.shown()).toContain(
    'I look at up to 4 pictures at once, of 8 MB together: these are the first 4. Send the others afterwards.',
  );
  expect(sent()).toEqual([['What is this?', 'A', 'B', 'C', 'D']]);
});

test('a model with a small window says for how many it has no room', async () => {
  const { bench, play, sent } = createPhotoBench({ contextTokens: 4096 });
  await play(album([photo('A'), photo('B'), photo('C')]));
  expect(sent()).toEqual([['What is this?\n[picture]', 'A', 'B']]);
  expect(bench.said()).toBe('This model has no room for 1 picture of yours.\n\nA car.');
});

test('a video in an album of photos is told to the model, not looked at', async () => {
  const { play, sent } = createPhotoBench();
  await play(album([photo('A'), { video: { file_id: 'V' } }, photo('B')]));
  expect(sent()).toEqual([['[A video came with this message. You cannot see it.]', 'A', 'B']]);
});

test('of an album of files those that are no pictures for us are said once, and the rest is answered', async () => {
  const { bench, play, sent } = createPhotoBench({
    download: async (id) => (id.startsWith('W') ? Buffer.from('RIFF') : pictureNamed(id)),
  });
  const file = (file_id: string) => ({ document: { file_id, file_name: `${file_id}.jpg` } });
  await play(album([file('W1'), file('A'), file('W2')]));
  expect(sent()).toEqual([['What is this?', 'A']]);
  expect(bench.shown().filter((text) => text.includes('another kind'))).toHaveLength(1);
});

test('an album of nothing that can be looked at ends with its sentence', async () => {
  const { bench, play, model, services } = createPhotoBench({ download: async () => Buffer.from('RIFF') });
  const file = (file_id: string) => ({ document: { file_id, file_name: `${file_id}.jpg` } });
  await play(album([file('A'), file('B')]));
  expect(model.calls).toEqual([]);
  expect(bench.shown().filter((text) => text.includes('another kind'))).toHaveLength(1);
  expect(outcomes(bench)).toEqual(['joined', 'answered']);
  expect(await contentsOf(bench)).toEqual([]);
  expect((await services.profiles.get(USER.id))?.pendingPaste).toBeUndefined();
});

test('the words below an album can be edited, too', async () => {
  const { play, sent } = createPhotoBench();
  await play(album([photo('A', { caption: 'Which is older?' }), photo('B')]));
  const [first] = album([photo('A', { caption: 'Which is newer?' })]);
  await play([{ update_id: 750, edited_message: (first as { message: object }).message }]);
  expect(sent()).toEqual([['Which is newer?', 'A', 'B']]);
});

test('a crash at any write of an album asks once, with all of it', async () => {
  for (let writes = 0, crashed = true; crashed; writes += 1) {
    const { bench, clock, queue, stores } = createPhotoBench();
    await bench.send('/newsession 1');
    const waiting: object[] = album([photo('A', { caption: 'Which?' }), photo('B'), photo('C')]);
    crashed = false;
    stores.failAfterWrites(writes);
    for (let receiveCount = 1, next = waiting[0]; next; next = waiting[0]) {
      const ending = await bench.deliver(next, { receiveCount });
      if (ending === 'deleted') waiting.shift();
      else {
        crashed = true;
        stores.failAfterWrites(undefined);
        await clock.advance(61_000);
      }
      receiveCount = ending === 'deleted' ? 1 : receiveCount + 1;
      expect(receiveCount).toBeLessThan(8);
      waiting.push(...queue.splice(0).map(({ body }) => JSON.parse(body)));
    }
    expect(await contentsOf(bench)).toEqual(['Which?', 'A car.']);
    expect((await messagesOf(bench))[0]).toMatchObject({
      attachments: [{ fileId: 'A' }, { fileId: 'B' }, { fileId: 'C' }],
    });
    expect(outcomes(bench)).toEqual(['answered', 'joined', 'joined', 'answered']);
  }
});
