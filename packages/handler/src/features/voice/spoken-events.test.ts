// An event that is spoken is a card, and nothing is in a calendar before it is tapped.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { contentsOf } from '../../../test/people.ts';
import { asked, createVoiceBench, texts, type VoiceBench } from '../../../test/voice-bench.ts';

const drafts = ({ stores }: VoiceBench) => stores.drafts.list(USER.id);

/** Tuesday, 14 November 2023, 23:13 in Berlin. */
const talking = async (text: string, scripts: string[] = []) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.services.profiles.update(USER.id, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: bench.clock.now(),
  });
  bench.model.script(...scripts.map((script) => [script]));
  return bench;
};

test.each([
  ['i have a meeting with the doctor on friday at three in the afternoon', 'meeting with the doctor', 15],
  ['Okay, schedule a call with Sam on Friday at 4 p.m.', 'call with Sam', 16],
  ['Ähm, ich habe am Freitag um 15 Uhr einen Termin beim Arzt.', 'Termin beim Arzt', 15],
  ['Pues, tengo una cita con el médico el viernes a las tres de la tarde.', 'cita con el médico', 15],
  ["Euh, j'ai rendez-vous chez le dentiste vendredi à 15h.", 'rendez-vous chez le dentiste', 15],
  ['Então, tenho uma consulta na sexta às três da tarde.', 'consulta', 15],
  ['Ну, у меня встреча с врачом в пятницу в 15:00.', 'встреча с врачом', 15],
])('“%s” is a card, behind the words that were heard', async (text, title, hour) => {
  const bench = await talking(text);
  await bench.talk();
  const [, heard, card] = texts(bench);
  expect([heard, card]).toEqual([`🎙 ${text}`, expect.stringContaining(title)]);
  expect(await drafts(bench)).toMatchObject([
    { title, state: 'waiting', time: { startMs: Date.parse(`2023-11-17T${hour - 1}:00Z`), minutes: 60 } },
  ]);
  const made = bench.stores.dump().items.filter(({ sk }) => sk.startsWith('EVENT#'));
  expect([await contentsOf(bench), made]).toEqual([[], []]);
});

test('a model that is awake points at the title, and only at words that were said', async () => {
  const text = 'schedule that long awaited lunch over at the harbour on friday at noon';
  const answer = { title: 'lunch', place: 'the harbour', attendees: 'Anna', length_words: '' };
  const bench = await talking(text, [JSON.stringify(answer)]);
  await bench.send('/newsession 1', {});
  await bench.talk();
  expect(await drafts(bench)).toMatchObject([
    { title: 'lunch', place: 'the harbour', attendees: [], details: expect.stringContaining('long awaited') },
  ]);
});

test.each(['I have a meeting on Friday at three, what shall I wear?', 'I have a question about Friday'])(
  '“%s” goes to the model',
  async (text) => {
    const bench = await talking(text);
    await bench.talk();
    expect([asked(bench), await drafts(bench)]).toEqual([[text], []]);
  },
);
