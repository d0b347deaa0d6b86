import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChatMessage } from './conversation.ts';
import { demonstrationNotice, writeAnswer } from './write-answer.ts';

const user = (content: string): ChatMessage => ({ role: 'user', content });
const assistant = (content: string): ChatMessage => ({ role: 'assistant', content });
const short = { long: false };

/** The answer in the middle of a conversation, without the notice. */
const answer = (question: string, before: ChatMessage[] = [user('Good day'), assistant('Good day')]) =>
  writeAnswer([...before, user(question)], short);

describe('the first answer of a conversation', () => {
  it('says that this is a demonstration and how to get a real model', () => {
    const first = writeAnswer([user('Tell me about owls.')], short);
    expect(first).toContain('**This is a demonstration.**');
    expect(first).toContain('ollama pull qwen3.5:2b');
    expect(first).toContain('Install Ollama');
    expect(first).toContain('/newsession');
    expect(first).toContain('Tell me about owls');
  });

  it('is the only one that says so', () => {
    expect(answer('Tell me about owls.')).not.toContain(demonstrationNotice);
  });
});

describe('a question about a document', () => {
  const asked = [
    'Pages, as material.',
    '<document name="a_b.pdf" pages="30">',
    '<page number="3">\nAbout bread\n</page>',
    '<page number="30">\nAbout *ovens*\n</page>',
    '</document>',
    'What is on page 30?',
  ].join('\n');

  it('is told what came with it, and the pages are not taken for the question', () => {
    expect(answer(asked)).toMatch(
      /^I was given 2 pages of “a_b\.pdf”\. Page 30 begins: “About \\\*ovens\\\*”\n\n/,
    );
    const before = [user(asked), assistant('Ovens.')];
    expect(answer('What did I ask before?', before)).toContain('1. “What is on page 30?”');
    expect(answer(asked.replace('What is on page 30?', 'Who are you?'))).toMatch(/^I am the model/);
  });
});

describe('samples', () => {
  it.each([
    ['a table, please', /\| Part \|/],
    ['write some code', /```typescript\n/],
    ['a Python function', /```python\ndef greet/],
    ['a bash script', /```bash\n/],
    ['code in SQL', /```sql\n/],
    ['make a list', /1\. .*\n2\. [\s\S]*- \[x\] /],
    ['quote somebody', /^> /m],
    ['give me a link', /\[.*\]\(https:/],
  ])('shows what is asked for by “%s”', (question, expected) => {
    expect(answer(question)).toMatch(expected);
  });

  it('shows several things when several are asked for', () => {
    const both = answer('a table and a list');
    expect(both).toContain('| Part |');
    expect(both).toContain('- [x]');
  });

  it('shows everything for “markdown”', () => {
    const all = answer('Show me Markdown with a table');
    for (const sign of ['# ', '**', '~~', '| Part |', '```', '> ', '- [x]', '---', ']('])
      expect(all).toContain(sign);
    expect(all.match(/\| Part \|/g)).toHaveLength(1);
  });

  it('does not take “listen” for a list or “how long” for a wish', () => {
    expect(answer('listen, how long is the Nile?')).toContain('listen, how long is the Nile');
    expect(answer('listen, how long is the Nile?').length).toBeLessThan(500);
  });
});

describe('long answers', () => {
  it('are longer than one Telegram message, about the topic', () => {
    const long = answer('Write a long text about bees.');
    expect(long.length).toBeGreaterThan(4096);
    expect(long).toContain('“Write a long text about bees”');
    expect(writeAnswer([], { long: true })).toContain('Hello!');
  });

  it('are what the long model always writes, with a sample where one is asked for', () => {
    const long = writeAnswer([user('a table'), assistant('x'), user('a table')], { long: true });
    expect(long).toContain('| webhook |');
    expect(long).toContain('## 12.');
  });

  it('go on exactly where they were cut, also when cut again', () => {
    const asked = [user('Write a long text about bees.')];
    const whole = writeAnswer(asked, short);
    const first = whole.slice(0, 1500).trim();
    const rest = writeAnswer([...asked, assistant(first), user('Continue')], short);
    expect((first + rest).replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
    const second = rest.slice(0, 1500).trim();
    const last = writeAnswer(
      [...asked, assistant(first), user('Continue'), assistant(second), user('please go on')],
      short,
    );
    expect((first + second + last).replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
  });

  it('go on when the half-written answer is the last message', () => {
    const asked = [user('hi'), assistant('Hello'), user('a long story')];
    const whole = writeAnswer(asked, short);
    const rest = writeAnswer([...asked, assistant(whole.slice(0, 100))], short);
    expect(rest.trimStart()).toBe(whole.slice(100).trimStart());
  });

  it('are over when nothing is left, and cannot go on before they began', () => {
    const asked = [user('a long story')];
    const whole = writeAnswer(asked, short);
    expect(writeAnswer([...asked, assistant(whole), user('continue')], short)).toMatch(/That was all/);
    expect(writeAnswer([...asked, assistant('by another model'), user('continue')], short)).toMatch(
      /That was all/,
    );
    expect(writeAnswer([user('continue')], short)).toMatch(/nothing to go on with/);
  });
});

describe('the conversation', () => {
  const before = [
    user('My name is Ann.'),
    assistant('Noted'),
    user('I like *tea* and snake_case'),
    assistant('Noted'),
  ];

  it.each(['What did I say before?', 'Do you remember?', 'What is my name?', 'Did I tell you what I like?'])(
    'is quoted when asked “%s”',
    (question) => {
      const quoted = answer(question, before);
      expect(quoted).toContain('1. “My name is Ann.”');
      expect(quoted).toContain('2. “I like \\*tea\\* and snake_case”');
    },
  );

  it('is quoted by its first and latest messages when it is long', () => {
    const many = Array.from({ length: 20 }, (_, index) => [
      user(`message ${index + 1}`),
      assistant('ok'),
    ]).flat();
    const quoted = answer('What did I say first?', many);
    expect(quoted).toContain('1. “message 1”');
    expect(quoted).toContain('20. “message 20”');
    expect(quoted).not.toContain('“message 9”');
    expect(quoted).toContain('(14 more)');
  });

  it('is admitted to be empty at its beginning', () => {
    expect(writeAnswer([user('What did I say before?')], short)).toContain('not said anything before');
  });

  it('is counted, with the instructions', () => {
    const counted = answer('How many messages were there?', [
      { role: 'system', content: 'Be brief.' },
      ...before,
    ]);
    expect(counted).toContain('6 messages (the instructions, 3 of yours, 2 of mine)');
    expect(writeAnswer([user('how many messages?')], short)).toContain('1 message (1 of yours)');
  });

  it('has instructions or says how to give some', () => {
    const system = { role: 'system', content: 'Answer like a pirate.' };
    expect(answer('What are your instructions?', [system, ...before])).toContain('“Answer like a pirate.”');
    expect(answer('Is there a system prompt?')).toContain('/system');
  });
});

describe('small talk', () => {
  it.each([
    ['hello there', /Hello!/],
    ['What can you do?', /built into Steward/],
    ['help', /built into Steward/],
    ['Thanks a lot', /welcome/],
    ['   ', /Hello!/],
  ])('answers “%s” in kind', (question, expected) => {
    expect(answer(question)).toMatch(expected);
  });

  it('echoes the topic, varies its words, and is the same for the same conversation', () => {
    const topics = ['owls', 'trains', 'rain', 'soup', 'chess', 'rivers', 'paper', 'glass'];
    const answers = topics.map((topic) => answer(`Tell me about ${topic}. It matters.`));
    answers.forEach((text, index) => {
      expect(text).toContain(`“Tell me about ${topics[index]}”`);
    });
    const forms = new Set(answers.map((text) => text.replace(/“.*”/, '')));
    expect(forms.size).toBeGreaterThan(2);
    expect(topics.map((topic) => answer(`Tell me about ${topic}. It matters.`))).toEqual(answers);
  });

  it('says how long a long message was', () => {
    const paste = 'words and words '.repeat(750);
    expect(answer(paste)).toContain('12,000 characters');
    expect(answer(paste).length).toBeLessThan(1000);
  });

  it('answers something to anything', () => {
    const role = fc.constantFrom('system', 'user', 'assistant', 'tool');
    const messages = fc.array(fc.record({ role, content: fc.string({ unit: 'grapheme' }) }));
    fc.assert(
      fc.property(messages, fc.boolean(), (sent, long) => {
        expect(writeAnswer(sent, { long }).trim()).not.toBe('');
      }),
    );
  });
});
