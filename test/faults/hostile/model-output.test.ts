// What a model server may send instead of an answer: spoiled lines, cut anywhere, endless or empty. The client ends with
// an answer or one of its own errors, and whatever text came can be shown.

import { renderMarkdown, splitFormatted, violations } from '@steward/handler/testing';
import { createOllamaClient, OllamaError } from '@steward/ollama-client';
import { type ScriptedServer, startScriptedServer } from '@steward/stand-ins/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rounds } from '../soak.ts';
import { type Chance, chooseSeed, createChance } from '../world/seed.ts';
import { countsOf } from '../world/storm.ts';
import { MARKER, spoil } from './hostile-json.ts';

const CODES = [
  'stream-error',
  'incomplete',
  'bad-response',
  'reset',
  'context-overflow',
  'idle-timeout',
  'first-token-timeout',
];

let next: Buffer[] = [];
let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer((response) => {
    for (const piece of next) response.write(piece);
    response.end();
  });
});
afterAll(() => server.close());

const genuine = (content: string, end?: object) => ({
  model: 'small:1b',
  created_at: '2026-11-21T00:00:00Z',
  message: { role: 'assistant', content },
  done: false,
  ...end,
});
const END = { done: true, done_reason: 'stop', prompt_eval_count: 40, eval_count: 3 };

/** Lines of an answer, some of them spoiled, as bytes that are cut at random places. */
const output = (chance: Chance): Buffer[] => {
  const words = Array.from({ length: chance.between(0, 12) }, () => genuine(chance.pick(WORDS)));
  const lines = [...words, genuine('', END)].map((line) =>
    chance.happens(0.2) ? spoil(line, chance) : JSON.stringify(line),
  );
  const bytes = Buffer.from(`${lines.join(chance.pick(['\n', '\n', '\r\n', '\n\n', '']))}\n`);
  const whole = chance.happens(0.1) ? bytes.subarray(0, chance.between(0, bytes.length)) : bytes;
  const pieces: Buffer[] = [];
  for (let at = 0; at < whole.length; ) {
    const length = chance.between(1, 400);
    pieces.push(whole.subarray(at, at + length));
    at += length;
  }
  return pieces;
};
const WORDS = [
  'Hello ',
  '**bold',
  '```js\n',
  '| a | b |\n|---|---|\n',
  '\ud83d',
  '[x](http://a',
  '- \n',
  '\u202e',
  '<b>',
  '$$x',
  '\t\t',
];

test('spoiled output ends in an answer or in an error of the client, and its text can be shown', {
  timeout: 900_000,
}, async () => {
  const chance = createChance(chooseSeed('hostile model output'));
  const client = createOllamaClient({
    baseUrl: server.url,
    sleep: async () => {},
    limits: { maxLineBytes: 20_000, maxAnswerCharacters: 50_000, maxStreamBytes: 200_000 },
  });
  const counts: Record<string, number> = {};
  for (let index = 0; index < rounds(400, 10_000); index += 1) {
    next = output(chance);
    let text = '';
    let ended = 'answered';
    try {
      const messages = [{ role: 'user' as const, content: 'Hi' }];
      const request = { model: 'small:1b', messages, options: { num_ctx: 4_096, num_predict: 500 } };
      for await (const { message } of client.chat(request)) text += message.content;
    } catch (error) {
      if (!(error instanceof OllamaError)) throw error;
      ended = error.code;
      expect(error.message).not.toContain(MARKER);
    }
    expect(['answered', ...CODES]).toContain(ended);
    counts[ended] = (counts[ended] ?? 0) + 1;
    for (const piece of splitFormatted(renderMarkdown(text)))
      expect(violations(piece, { maxLength: 4_096, maxEntities: 100 })).toEqual([]);
  }
  await client.close();
  console.log(`hostile model output: ${countsOf(counts)}`);
});
