import { StewardError } from '@steward/core';
import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';
import { StartupError } from './startup-error.ts';

const failed = (code: string) => Object.assign(new Error('some system words'), { code });

test.each([
  [new StartupError('The token is wrong.'), 'The token is wrong.'],
  [new StewardError('configuration', 'PORT is no port number.'), 'PORT is no port number.'],
])('what was foreseen is said as it is', (error, sentence) => {
  expect(explainFailure(error, {})).toBe(sentence);
});

test.each([
  ['EADDRINUSE', { PORT: '1234' }, /^Port 1234 is in use\. [^\n]+$/],
  ['EADDRINUSE', {}, /^Port 8787 is in use/],
  ['DATA_DIR_IN_USE', { DATA_DIR: '/d' }, /^Another Steward uses the data folder \/d\. [^\n]+$/],
  ['DATA_DIR_IN_USE', {}, /the data folder data\./],
  ['EROFS', { DATA_DIR: '/d' }, /^The data folder \/d cannot be written \(EROFS\)\. [^\n]+$/],
  ['ENOSPC', { DATA_DIR: '/d' }, /^The disk with the data folder \/d is full\. [^\n]+$/],
  ['ENOTDIR', {}, /cannot be written \(ENOTDIR\)/],
])('%s is one line that says what to do', (code, env, sentence) => {
  expect(explainFailure(failed(code), env)).toMatch(sentence);
});

test('a port in use is named, and the variable that chooses it', () => {
  const taken = (port: number) => Object.assign(failed('EADDRINUSE'), { port });
  expect(explainFailure(taken(8788), {})).toMatch(/^Port 8788 is in use\. .*: WEB_PORT=8790 npm start$/);
  expect(explainFailure(taken(8787), {})).toMatch(/^Port 8787 is in use\. .*: PORT=8790 npm start$/);
  expect(explainFailure(taken(9000), { PORT: '9000' })).toMatch(/^Port 9000 .*: PORT=8790 npm start$/);
});

test('what nobody foresaw shows where it comes from, and nothing that it quotes', () => {
  const cause = Object.assign(new Error('quoted'), { code: 'ECONNRESET' });
  const explained = explainFailure(new TypeError('odd\n    at a secret', { cause }), {});
  expect(explained).toMatch(
    /\(TypeError, because of Error: ECONNRESET\)\. [^\n]+:\n\s+at .*explain-failure\.test/,
  );
  expect(explained).not.toMatch(/odd|secret|quoted/);
  for (const thrown of ['a secret', null]) {
    expect(explainFailure(thrown, {})).toMatch(
      /^Something went wrong that should not \((string|object)\)\. [^\n]+$/,
    );
  }
});
