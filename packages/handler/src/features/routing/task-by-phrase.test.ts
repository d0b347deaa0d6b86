// Tasks that are asked for in words, typed.
import { expect, test } from 'vitest';
import { USER } from '../../../test/bench.ts';
import { quickBench } from '../../../test/people.ts';
import { inBerlin } from '../../../test/reminder-bench.ts';

const tasksOf = async (text: string, more: object = {}) => {
  const bench = quickBench();
  await inBerlin(bench);
  await bench.send(text, more);
  const all = await bench.services.reminders.list(USER.id);
  return { bench, tasks: all.filter(({ kind }) => kind === 'task').map((one) => one.text) };
};

test.each([
  ['task: buy stamps', 'buy stamps'],
  ['add milk to my to-do list', 'milk'],
  ['Aufgabe: Steuer am 31. Mai um 18 Uhr', 'Steuer'],
  ['tarea: renovar el pasaporte', 'renovar el pasaporte'],
  ['à faire : acheter du pain', 'acheter du pain'],
  ['tarefa: pagar a conta', 'pagar a conta'],
  ['задача: продлить паспорт', 'продлить паспорт'],
])('“%s” is a task', async (text, task) => {
  const { bench, tasks } = await tasksOf(text);
  expect(tasks).toEqual([task]);
  expect(bench.model.calls).toEqual([]);
});

test.each([
  ['What is on my task list?', {}],
  ['Explain the task: what is asked here?', {}],
  // Of the conversation, perhaps.
  ['add milk to the list', {}],
  ['multitasking is hard', {}],
  ['task: buy stamps', { forward_origin: { type: 'hidden_user', sender_user_name: 'Ada', date: 1 } }],
])('“%s” is answered', async (text, more) => {
  const { tasks } = await tasksOf(text, more);
  expect(tasks).toEqual([]);
});

test('an edit changes it', async () => {
  const { bench } = await tasksOf('task: buy stamps', { message_id: 50 });
  const edited = {
    message_id: 50,
    date: 1,
    edit_date: 2,
    chat: { id: USER.id, type: 'private' },
    from: USER,
  };
  await bench.deliver({ update_id: 9_000, edited_message: { ...edited, text: 'task: buy envelopes' } });
  const all = await bench.services.reminders.list(USER.id);
  expect(all.map(({ text }) => text)).toEqual(['buy envelopes']);
});
