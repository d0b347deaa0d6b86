// Draws a formatted text as DOM nodes.
import { drawnTimeOf, wholeTimeOf } from './dates.js';
import { element } from './dom.js';
import { entityTree, safeLink } from './entity-tree.js';
import { icon } from './icons.js';
import { toastFailure } from './toast.js';

/** @import { PageEntity } from '../protocol.ts' */
/** @import { TextNode } from './entity-tree.js' */
/** @typedef {{ onCommand: (command: string) => void }} RichTextActions */

/** @type {Record<string, keyof HTMLElementTagNameMap>} */
const plainTags = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code' };
const blockTypes = ['pre', 'blockquote', 'expandable_blockquote'];

/** @param {TextNode} node @returns {string} */
const textOf = (node) => (typeof node === 'string' ? node : node.children.map(textOf).join(''));

/** @param {TextNode | undefined} node */
const isBlock = (node) => typeof node === 'object' && blockTypes.includes(node.entity.type);

/**
 * Copies a text and shows on the button that it is done.
 * @param {string} text
 * @param {HTMLElement} button
 */
export const copyText = async (text, button) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    toastFailure(new Error('The browser did not allow copying.'));
    return;
  }
  const before = [...button.childNodes];
  button.replaceChildren(icon('check'), ...(button.classList.contains('icon-button') ? [] : ['Copied']));
  setTimeout(() => button.replaceChildren(...before), 1500);
};

/** @param {PageEntity} entity @param {string} text */
const codeBlock = (entity, text) => {
  const copy = element('button', { type: 'button', class: 'copy-code' }, icon('copy'), 'Copy');
  copy.addEventListener('click', () => copyText(text, copy));
  return element(
    'figure',
    { class: `code-block${entity.language ? '' : ' unnamed'}` },
    element('figcaption', {}, element('span', {}, entity.language ?? ''), copy),
    element('pre', { tabindex: 0 }, element('code', {}, text.replace(/\n$/, ''))),
  );
};

/** @param {PageEntity} entity @param {Node[]} children */
const quote = (entity, children) => {
  const block = element('blockquote', {}, ...children);
  if (entity.type !== 'expandable_blockquote') return block;
  block.classList.add('folded');
  const toggle = element(
    'button',
    { type: 'button', class: 'unfold', 'aria-expanded': 'false' },
    'Show more',
  );
  toggle.addEventListener('click', () => {
    const folded = block.classList.toggle('folded');
    toggle.textContent = folded ? 'Show more' : 'Show less';
    toggle.setAttribute('aria-expanded', String(!folded));
  });
  return element('div', { class: 'foldable' }, block, toggle);
};

/** @param {Node[]} children */
const spoiler = (children) => {
  const hidden = element(
    'span',
    { class: 'spoiler', role: 'button', tabindex: 0, 'aria-label': 'Hidden text, press to show' },
    element('span', { class: 'spoiler-text' }, ...children),
  );
  /** @param {Event} event */
  const reveal = (event) => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    hidden.classList.add('shown');
    hidden.removeAttribute('role');
    hidden.removeAttribute('tabindex');
    hidden.removeAttribute('aria-label');
  };
  hidden.addEventListener('click', reveal, { once: true });
  hidden.addEventListener('keydown', reveal);
  return hidden;
};

/** @param {string | undefined} address @param {Node[]} children */
const link = (address, children) => {
  const href = safeLink(address);
  return href
    ? element('a', { href, target: '_blank', rel: 'noopener noreferrer', title: href }, ...children)
    : element('span', {}, ...children);
};

/** What is told as so long from now stays as it was written. @param {PageEntity} entity @param {Node[]} children */
const drawnTime = ({ unix_time: seconds = 0, date_time_format: format = 'r' }, children) =>
  element(
    'time',
    { datetime: new Date(seconds * 1000).toISOString(), title: wholeTimeOf(seconds) },
    ...(/^r?$/.test(format) ? children : [drawnTimeOf(seconds, format)]),
  );

/**
 * @param {PageEntity} entity
 * @param {string} text
 * @param {Node[]} children
 * @param {RichTextActions} actions
 * @returns {Node}
 */
const draw = (entity, text, children, actions) => {
  const tag = plainTags[entity.type];
  if (tag) return element(tag, {}, ...children);
  switch (entity.type) {
    case 'pre':
      return codeBlock(entity, text);
    case 'blockquote':
    case 'expandable_blockquote':
      return quote(entity, children);
    case 'spoiler':
      return spoiler(children);
    case 'text_link':
      return link(entity.url, children);
    case 'url':
      return link(text, children);
    case 'email':
      return link(`mailto:${text}`, children);
    case 'date_time':
      return drawnTime(entity, children);
    case 'bot_command': {
      const press = () => actions.onCommand(text);
      return element('button', { type: 'button', class: 'command-link', on: { click: press } }, ...children);
    }
    case 'mention':
    case 'text_mention':
    case 'hashtag':
    case 'cashtag':
      return element('span', { class: 'mention' }, ...children);
    default:
      return element('span', {}, ...children);
  }
};

/**
 * Blocks bring their own distance, so the empty lines around them go.
 * @param {TextNode[]} nodes
 */
const withoutBlankLinesAroundBlocks = (nodes) =>
  nodes.map((node, index) => {
    if (typeof node !== 'string') return node;
    const afterBlock = isBlock(nodes[index - 1]) ? node.replace(/^\n{1,2}/, '') : node;
    return isBlock(nodes[index + 1]) ? afterBlock.replace(/\n{1,2}$/, '') : afterBlock;
  });

/**
 * @param {TextNode[]} nodes
 * @param {RichTextActions} actions
 * @returns {Node[]}
 */
const drawAll = (nodes, actions) =>
  withoutBlankLinesAroundBlocks(nodes)
    .filter((node) => node !== '')
    .map((node) =>
      typeof node === 'string'
        ? document.createTextNode(node)
        : draw(node.entity, textOf(node), drawAll(node.children, actions), actions),
    );

/**
 * The nodes of a formatted text.
 * @param {string} text
 * @param {PageEntity[] | undefined} entities
 * @param {RichTextActions} actions
 */
export const richText = (text, entities, actions) => drawAll(entityTree(text, entities), actions);
