// A formatted text that grows while it is being read: what was unfolded or revealed stays so, and new words fade in.
import { element } from './dom.js';

/** So much of what was read must still be there, or it is another text. */
const leastKept = 0.6;
/** Words of the page within a text: buttons, and what a block of code is called. */
const ours = 'button, figcaption';
const opened = '.unfold[aria-expanded="true"]';

/** @param {HTMLElement} body */
export const createGrowingBody = (body) => {
  let before = '';
  return {
    /** @param {string} text @param {Node[]} nodes What it is drawn as. */
    show: (text, nodes) => {
      const kept = commonStart(before, text);
      const unfolded = [...body.querySelectorAll('.unfold')].map((button) => button.matches(opened));
      const revealed = [...body.querySelectorAll('.spoiler')].map((one) => one.classList.contains('shown'));
      body.replaceChildren(...nodes);
      if (before !== '' && kept >= before.length * leastKept) {
        restore(body, '.unfold', unfolded);
        restore(body, '.spoiler', revealed);
        if (text.length > before.length) fadeIn(body, text.length - kept);
      }
      before = text;
    },
  };
};

/** @param {string} one @param {string} other */
const commonStart = (one, other) => {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length += 1;
  return length;
};

/** @param {HTMLElement} body @param {string} selector @param {boolean[]} wasOpen */
const restore = (body, selector, wasOpen) => {
  [...body.querySelectorAll(selector)].forEach((one, index) => {
    if (wasOpen[index] && one instanceof HTMLElement) one.click();
  });
};

/** @param {HTMLElement} body @param {number} length Of what is new, at the end: line breaks around blocks are not drawn. */
const fadeIn = (body, length) => {
  const texts = textsOf(body);
  let from = texts.reduce((sum, node) => sum + node.length, -length);
  for (const node of texts) {
    const fresh = from > 0 && from < node.length ? node.splitText(from) : node;
    if (from < node.length || fresh !== node) {
      const span = element('span', { class: 'fresh' });
      fresh.replaceWith(span);
      span.append(fresh);
      from = 0;
    } else from -= node.length;
  }
};

/** @param {HTMLElement} body */
const textsOf = (body) => {
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node instanceof Text && !node.parentElement?.closest(ours)) texts.push(node);
  return texts;
};
