import { expect, test } from 'vitest';
import type { Command, Feature } from './feature.ts';
import { createFeatureList } from './feature-list.ts';
import { describeCommands } from './index.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  summary: 'does something',
  run: async () => {},
  ...more,
});

const tap = async () => {};

test('a command is found by its name and by its aliases, a button by its action', () => {
  const wake = command('wake', { aliases: ['up'], taps: { snooze: tap } });
  const list = createFeatureList([{ commands: [command('sleep')] }, { commands: [wake] }]);
  expect([list.command('wake'), list.command('up'), list.command('toString')]).toEqual([
    wake,
    wake,
    undefined,
  ]);
  expect([list.tap('snooze'), list.tap('constructor')]).toEqual([tap, undefined]);
  expect(list.commands.map(({ name }) => name)).toEqual(['sleep', 'wake']);
});

test.each<[string, Command, string]>([
  ['name', command('wake'), '/wake and /wake both have the name “wake”'],
  ['alias', command('rise', { aliases: ['up'] }), '/wake and /rise both have the name “up”'],
  ['name that is another’s alias', command('up'), '/wake and /up both have the name “up”'],
  ['button', command('rise', { taps: { snooze: tap } }), '/wake and /rise both have the button “snooze”'],
])('the start is refused when two features share a %s', (_, other, message) => {
  const wake = command('wake', { aliases: ['up'], taps: { snooze: tap } });
  expect(() => createFeatureList([{ commands: [wake] }, { commands: [other] }])).toThrow(message);
});

test('the start is refused when two features declare the same items', () => {
  const kind = (prefix: string): Feature => ({ ownedItems: [{ prefix, move: 'copy', forget: 'remove' }] });
  expect(createFeatureList([kind('NOTE#'), kind('NOTES#')]).ownedItems).toHaveLength(2);
  expect(() => createFeatureList([kind('NOTE#'), kind('NOTE#DRAFT#')])).toThrow(
    'The items “NOTE#DRAFT#” are declared as “NOTE#” as well',
  );
});

test('the menu is known without anything that the commands work with, in the order it always had', () => {
  expect(describeCommands().map(({ name }) => name)).toEqual(
    'start newsession listsessions switch rename history retry stop model think system archive listarchives restore export delete forget remind reminders task tasks done snooze cancel briefing quiet suggestions timezone event events free eventreminder rules agenda connections note notes team hours streaming settings web access people status echo help'.split(
      ' ',
    ),
  );
});
