import { describe, expect, test } from 'vitest';
import { goingOnAfter, withClosedFence } from './code-fences.ts';

const OPEN = 'Here it is:\n\n```js\nfunction a() {\n  return 1;';

describe('an open fence is closed', () => {
  test.each([
    [OPEN, `${OPEN}\n\`\`\``],
    [`${OPEN}\n`, `${OPEN}\n\`\`\``],
    ['````md\n```js\nx\n```', '````md\n```js\nx\n```\n````'],
    ['~~~\n```', '~~~\n```\n~~~'],
    ['- a\n  ```sh\n  ls', '- a\n  ```sh\n  ls\n  ```'],
    ['```js\nx\n``` y', '```js\nx\n``` y\n```'],
  ])('%j', (markdown, closed) => {
    expect(withClosedFence(markdown)).toBe(closed);
  });

  test.each(['No code', '```js\nx\n```', '```js\nx\n````', '```inline``` code', '~~~\nx\n~~~\nThen.', ''])(
    'and %j stays as it is',
    (markdown) => {
      expect(withClosedFence(markdown)).toBe(markdown);
    },
  );
});

describe('what goes on within code', () => {
  test.each([
    ['as more code', '\n}', '```js\n}'],
    ['with indentation', '    b();', '```js\n    b();'],
    ['to its end', '\n}\n```\n\nThat is **all**.', '```js\n}\n```\n\nThat is **all**.'],
    ['to an end that is indented', '}\n    ```\nThen', '```js\n}\n```\nThen'],
    ['at its end', '\n```\n\nThat is all.', '\nThat is all.'],
    ['opened again by the model', '```js\nb();\n```', '```js\nb();\n```'],
    ['opened again after a word', 'Sure:\n```js\nb();', 'Sure:\n```js\nb();'],
  ])('%s', (_, text, shown) => {
    expect(goingOnAfter(OPEN)?.(text)).toBe(shown);
  });

  test('and after that, once more', () => {
    const second = goingOnAfter(OPEN)?.('\n  b();') ?? '';
    expect(goingOnAfter(second)?.('\n}\n```')).toBe('```js\n}\n```');
  });

  test('is nothing special where the code was closed', () => {
    expect(goingOnAfter('```js\nx\n```\nThen')).toBeUndefined();
  });
});
