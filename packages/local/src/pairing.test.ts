import { hashOfPairingCode, PAIRING_MS, withOwner } from '@steward/core';
import { createFakeClock, createMemoryStores } from '@steward/core/testing';
import { silentLog } from '@steward/handler/testing';
import { expect, test } from 'vitest';
import { startPairing } from './pairing.ts';

const codeIn = (lines: readonly string[] = []): string => {
  const [link = '', typed] = ['start=(.*)', 'code: (.*)'].map(
    (pattern) => new RegExp(pattern).exec(lines.join('\n'))?.[1],
  );
  expect(typed).toBe(link);
  return link;
};

const setUp = () => {
  const clock = createFakeClock();
  const { access, dump } = createMemoryStores();
  const printed: string[] = [];
  const start = (code?: string) =>
    startPairing({
      access,
      clock,
      username: 'my_bot',
      print: (line) => void printed.push(line),
      log: silentLog,
      code,
    });
  return { clock, access, dump, printed, start };
};

test('a bot without an owner shows a link and a code, and keeps nothing but a hash', async () => {
  const { clock, access, dump, start } = setUp();
  const pairing = await start();
  const code = codeIn(pairing.lines);
  expect(pairing.lines?.join('\n')).toContain(`https://t.me/my_bot?start=${code}`);
  expect(JSON.stringify(dump())).not.toContain(code);
  expect(await access.redeem(hashOfPairingCode(code), 7, clock.now())).toBe(true);
  await pairing.close();
});

test('after an hour another code is shown, and the one before is good for nothing', async () => {
  const { clock, access, printed, start } = setUp();
  const pairing = await start();
  await clock.advance(PAIRING_MS);
  await expect.poll(() => printed.at(-1)).toMatch(/^Or send the bot this code/);
  const [old, fresh] = [codeIn(pairing.lines), codeIn(printed)];
  expect(fresh).not.toBe(old);
  expect(await access.redeem(hashOfPairingCode(old), 7, clock.now())).toBe(false);
  expect(await access.redeem(hashOfPairingCode(fresh), 7, clock.now())).toBe(true);
  await access.change((list) => withOwner(list, 7));
  await clock.advance(PAIRING_MS);
  await pairing.close();
  expect(printed.filter((line) => line.startsWith('Or send'))).toHaveLength(1);
});

test('a code that somebody was shown already is offered first, and once', async () => {
  const { clock, printed, start } = setUp();
  const pairing = await start('abcd-efgh-jkmn-pqrs');
  expect(codeIn(pairing.lines)).toBe('abcd-efgh-jkmn-pqrs');
  await clock.advance(PAIRING_MS);
  await expect.poll(() => printed.at(-1)).toMatch(/^Or send the bot this code/);
  expect(codeIn(printed)).not.toBe('abcd-efgh-jkmn-pqrs');
  await pairing.close();
});

test('a bot with an owner shows nothing', async () => {
  const { access, start } = setUp();
  await access.change((list) => withOwner(list, 7));
  const pairing = await start();
  expect(pairing.lines).toBeUndefined();
  await pairing.close();
});
