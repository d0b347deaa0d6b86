// “Remind me …” that is spoken is a card, and nothing is set before it is tapped.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { button, contentsOf } from '../../../test/people.ts';
import { asked, createVoiceBench, texts, type VoiceBench } from '../../../test/voice-bench.ts';

const inAnHour = 'Remind me in one hour to turn off the oven';

test('“remind me …” that is spoken is a card, and nothing is set before it is tapped', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: inAnHour }) });
  await bench.talk();
  expect(texts(bench).slice(1)).toEqual([`🎙 ${inAnHour}`, expect.stringContaining('turn off the oven')]);
  expect([bench.model.calls, await bench.services.reminders.list(USER.id), await contentsOf(bench)]).toEqual([
    [],
    [],
    [],
  ]);
  await bench.tap(button(bench, 'Set'));
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([
    { text: 'turn off the oven', state: 'active' },
  ]);
});

const inBerlin = ({ clock, services }: VoiceBench) =>
  services.profiles.update(USER.id, {
    zone: { name: 'Europe/Berlin', from: 'command' },
    updatedAtMs: clock.now(),
  });

test.each([
  ['Remind me to call mum', 'When shall I remind you?'],
  ['Remind me every Monday to call mum', 'At what time of the day?'],
  ['Remind me tomorrow to call mum', 'At what time on Wed 15 Nov?'],
  ['Remind me every 5 minutes to blink', 'I repeat every 10 minutes at most.'],
  ['Remind me on 30 February at 9:00 to laugh', 'No calendar has that day.'],
  ['Remind me today at 1 am to call mum', 'That was 22 hours ago.'],
  ['Remind me in 90 seconds to eat', 'When shall I remind you?'],
])('“%s”: %s', async (text, question) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await inBerlin(bench);
  await bench.talk();
  expect(bench.said()).toContain(question);
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([{ state: 'draft' }]);
  expect([bench.model.calls, bench.downloads]).toEqual([[], ['AwAC']]);
});

test.each([
  ['Remind me every Monday at nine to call mum', 'call mum'],
  ['Erinnere mich jeden Montag um 9 Uhr an die Blumen', 'Blumen'],
  ['Recuérdame todos los lunes a las 9:00 llamar a mamá', 'llamar a mamá'],
  ['Rappelle-moi chaque lundi à 9h d’appeler maman', 'appeler maman'],
  ['Lembra-me todas as segundas às 9h de ligar', 'ligar'],
  ['Напомни мне каждый понедельник в 9:00 позвонить маме', 'позвонить маме'],
])('“%s” is a card with how often and the next time, and “Set” sets it', async (text, what) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await inBerlin(bench);
  await bench.talk();
  const next = 'next Mon 20 Nov, 09:00 (Europe/Berlin), on your clock Mon 09:00?';
  expect(bench.said()).toBe(`⏰ Remind you: «${what}» · 🔁 every Monday at 09:00, ${next}`);
  expect(await bench.services.reminders.list(USER.id)).toEqual([]);
  await bench.tap(button(bench, 'Set'));
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([
    { text: what, state: 'active', schedule: { kind: 'rule', zone: 'follow' } },
  ]);
  expect(bench.said()).toContain('🔁 every Monday at 09:00\nNext: Mon 20 Nov, 09:00');
  expect(bench.model.calls).toEqual([]);
});

test('how often: what months lack is said before it is set, and a late tap counts from when it was said', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Remind me every 31st at 9 am to pay' }) });
  await inBerlin(bench);
  await bench.talk();
  expect(bench.said()).toContain('on the 31st at 09:00, next Sun 31 Dec, 09:00');
  expect(bench.said()).toContain('\nOnly in months that have a day 31.');
  const [set, other, no] = ['Set', 'Other', 'No'].map((label) => button(bench, label));
  await bench.clock.advance(40 * 86_400_000);
  await bench.tap(String(no));
  expect([bench.said(), await bench.services.reminders.list(USER.id)]).toEqual([
    expect.stringContaining('OK, nothing is set.'),
    [],
  ]);
  await bench.tap(String(set));
  expect(bench.bench.buttons().map(({ text }) => text)).toContain('Last day of the month instead');
  await bench.tap(String(other));
  expect(bench.said()).toContain('was added already');
});

test('how often, without a zone: it is asked when it is set; what elapses needs none, and counts on', async () => {
  let text = 'Remind me every Monday at nine to call mum';
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(bench.said()).toContain('next Mon 20 Nov, 09:00, on your clock?');
  const set = button(bench, 'Set');
  await bench.tap(set);
  expect(bench.said()).toContain('I need your time zone for that. Then tap “Set” again.');
  text = 'Remind me every Friday to rest';
  await bench.talk();
  expect(bench.said()).toContain('I keep “rest” until I know.');
  await bench.send('/timezone New York');
  expect(bench.said()).toContain('At what time of the day?');
  await bench.tap(set);
  text = 'Remind me every 2 hours to drink';
  const saidMs = Math.floor(bench.clock.now() / 1_000) * 1_000;
  await bench.talk();
  await bench.clock.advance(5 * 60_000);
  await bench.tap(button(bench, 'Set'));
  const all = await bench.services.reminders.list(USER.id);
  expect(all.map(({ text, state, dueMs }) => [text, state, dueMs]).sort()).toEqual([
    ['call mum', 'active', Date.parse('2023-11-20T14:00Z')],
    ['drink', 'active', saidMs + 2 * 3_600_000],
    ['rest', 'draft', undefined],
  ]);
});

test.each([
  ['Remind me in one hour to turn off the oven.', 'turn off the oven'],
  ['Remind me in one hour. Turn off the oven!', 'Turn off the oven'],
  ['Remind me to see Dr. Who at 9 a.m.', 'see Dr. Who'],
])('of “%s” the card has the text without the full stops of its sentences', async (text, what) => {
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(bench.said()).toContain(`Remind you: «${what}»`);
});

test('where only a time is said, it asks for the text', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'Remind me in ten minutes.' }) });
  await bench.talk();
  expect(bench.said()).toContain('what shall I remind you of?');
  expect(await bench.services.reminders.list(USER.id)).toMatchObject([{ state: 'draft', text: '' }]);
});

test('a question that only sounds like it goes to the model', async () => {
  const text = 'Can you remind me what the capital of France is?';
  const bench = createVoiceBench({ heard: () => ({ text }) });
  await bench.talk();
  expect(asked(bench)).toEqual([text]);
});

test('a time in a recording that was forwarded is proposed beside the answer', async () => {
  const bench = createVoiceBench({ heard: () => ({ text: 'The train leaves in two hours' }) });
  const date = Math.floor(bench.clock.now() / 1000);
  await bench.talk({ forward_origin: { type: 'user', date, sender_user: { id: 9, first_name: 'Bob' } } });
  const [, echo, card, answer] = texts(bench);
  expect([echo, answer]).toEqual(['🎙 The train leaves in two hours', 'An answer']);
  expect(card).toContain('Remind you: «The train leaves in two hours»');
  expect(await bench.services.reminders.list(USER.id)).toEqual([]);
});
