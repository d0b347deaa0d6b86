// What is right for the inputs of `fixtures/cases`, and for more of each kind.

/** Files of `answers`: the text as it is shown (left out: as it is written), and its styles and addresses. */
export const ANSWERS: Record<string, { text?: string; styles?: string[] }> = {
  'ge-line.md': {},
  'list-dates.md': {},
  'list-years.md': {},
  'power.md': {},
  'tilde-range.md': {},
  'html-table.md': { text: 'A │ B\n──┼──\n1 │ 2', styles: ['pre[A │ B\n──┼──\n1 │ 2]'] },
  'table-then-text.md': {
    text: 'a │ b\n──┼──\n1 │ 2\n\nNote: prices exclude tax and delivery.',
    styles: ['pre[a │ b\n──┼──\n1 │ 2]'],
  },
  'think.md': { text: 'Hello!' },
  'url-cjk.md': { styles: ['https://e.org/x → https://e.org/x', 'https://e.org/y → https://e.org/y'] },
  'url-www-cjk.md': { styles: ['www.e.org → http://www.e.org/'] },
};

export const FURTHER_ANSWERS: [name: string, answer: string, text?: string, styles?: string[]][] = [
  ['a countdown', 'Go:\n\n10. ten\n9. nine\n0. go'],
  ['numbers in brackets', '5) five\n7) seven\n6) six'],
  ['years', '1969. Moon.\n\n1989. Wall.\n\n2001. Odyssey.'],
  ['German dates', '24. 12. 2026: Heiligabend\n31. 12. 2026: Silvester'],
  ['lists in lists', '10. ten\n    3. x\n    1. y\n12. twelve', '10. ten\n   3. x\n   1. y\n12. twelve'],
  ['home folders', 'Copy ~/a:~/b, about ~5 of ~10, x~y~z'],
  ['what was struck out', '~~old~~ ~new~', 'old ~new~', ['strikethrough[old]']],
  ['stars', 'l*w*h, COUNT(*), a*b = c*d, *.ts, **/*.js, 2**3**2, 5 * 3 * 2'],
  ['a comparison below a quote', '> You need\n>= 3.10', 'You need\n\n>= 3.10', ['blockquote[You need]']],
  ['cells beyond the header', '| a |\n|---|\n| 1 | 2 |', 'a │\n──┼──\n1 │ 2', ['pre[a │\n──┼──\n1 │ 2]']],
  ['lines broken by a tag', 'one<br>two<br/>three', 'one\ntwo\nthree'],
  [
    'styles as tags',
    'H<sub>2</sub>O <kbd>Ctrl</kbd> <b>b</b> <em>i</em>',
    'H₂O Ctrl b i',
    ['code[Ctrl]', 'bold[b]', 'italic[i]'],
  ],
  ['details', '<details>\n<summary>More</summary>\n\nText\n\n</details>', 'More\nText', ['bold[More]']],
  ['types of code', 'Array<string>, a < b && c > d, <MyTag />'],
  [
    'addresses in quotation marks',
    '»https://e.org/a«, “https://e.org/b”, https://e.org/c، https://e.org/d؟',
    undefined,
    ['a', 'b', 'c', 'd'].map((path) => `https://e.org/${path} → https://e.org/${path}`),
  ],
  ['reasoning that was not opened', 'Let me see.\n</think>\n\nIt is 4.', 'It is 4.'],
  ['reasoning in mid-line', 'Sure: <think>Hm.</think>yes.', 'Sure: yes.'],
  ['reasoning within reasoning', '<think>Hm <think>ha</think> ho</think>Yes.', 'Yes.'],
  ['the end of a turn', 'Yes.<|im_end|>', 'Yes.'],
  ['a turn that is not its own', 'Yes.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nNo?', 'Yes.'],
  ['reasoning by another name', '<thinking>Hm.</thinking>Yes.', 'Yes.'],
  ['reasoning in brackets', '[THINK]Hm.[/THINK]Yes.', 'Yes.'],
  [
    'reasoning in channels',
    '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Sure!',
    'Sure!',
  ],
  ['talk about the tag', 'Models write `<think>` first.', 'Models write <think> first.', ['code[<think>]']],
];

/** Files of `updates`, and the question that reaches the model. */
export const UPDATES: Record<string, string> = {
  'forward.json': 'Forwarded from X:\n\nGood morning everyone',
  'photo-caption.json':
    'What is the capital of Peru?\n\n[A photo came with this message. You cannot see it.]',
  'private-reply-quote.json': '> 2. Oslo\n\nTell me more about this one',
  'rich-message.json': '## Plan\n\nWhat do you think of this?',
  'text-link.json': 'Is this page safe? Read more here (https://e.org/login)',
};

const pointed = (more: object): object => ({
  text: 'What is this?',
  reply_to_message: { message_id: 2, date: 1, from: { id: 9, is_bot: false, first_name: 'X' }, ...more },
});

export const FURTHER_UPDATES: [name: string, fields: object, question: string][] = [
  [
    'a reply to a poll',
    pointed({ poll: { question: 'Tea?', options: [{ text: 'Yes' }] } }),
    '> [poll]\n> Tea?\n> - Yes\n\nWhat is this?',
  ],
  [
    'a reply to a rich message',
    pointed({ rich_message: { blocks: [{ type: 'paragraph', text: 'Plan' }] } }),
    '> Plan\n\nWhat is this?',
  ],
  ['a reply to a picture', pointed({ photo: [{}] }), '> [photo]\n\nWhat is this?'],
  [
    'a quote from another chat',
    {
      text: 'True?',
      quote: { text: 'It rains', position: 0 },
      external_reply: {
        origin: { type: 'channel', date: 1, chat: { id: -1, type: 'channel', title: 'News' } },
      },
    },
    '> News:\n> It rains\n\nTrue?',
  ],
  [
    'a caption below what nobody knows yet',
    { hologram: {}, caption: 'What is it?' },
    'What is it?\n\n[Something came with this message. You cannot see it.]',
  ],
  [
    'a forwarded picture with its words',
    { forward_origin: { type: 'hidden_user', date: 1, sender_user_name: 'Y' }, photo: [{}], caption: 'Hi' },
    'Forwarded from Y:\n\nHi\n\n[A photo came with this message. You cannot see it.]',
  ],
];
