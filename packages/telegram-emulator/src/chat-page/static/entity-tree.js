// Turns a text and its entities into a tree, as the Bot API means them: offsets in UTF-16 units, nesting allowed.
// Pure, so that it can be tested without a browser.

/** @import { PageEntity } from '../protocol.ts' */
/** @typedef {string | { entity: PageEntity, children: TextNode[] }} TextNode */

/**
 * @param {PageEntity} one
 * @param {PageEntity} other
 */
const outerFirst = (one, other) => one.offset - other.offset || other.length - one.length;

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {PageEntity[]} queue
 * @returns {TextNode[]}
 */
const build = (text, start, end, queue) => {
  const nodes = [];
  let at = start;
  for (let entity = queue[0]; entity && entity.offset < end; entity = queue[0]) {
    queue.shift();
    const stop = Math.min(entity.offset + entity.length, end);
    if (stop < entity.offset + entity.length) {
      // It reaches past the entity around it: the rest is shown after that one.
      queue.push({ ...entity, offset: stop, length: entity.offset + entity.length - stop });
      queue.sort(outerFirst);
    }
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    nodes.push({ entity, children: build(text, entity.offset, stop, queue) });
    at = stop;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
};

/**
 * The tree of a formatted text. Every character of the text is in it exactly once, whatever the entities are.
 * @param {string} text
 * @param {PageEntity[]} [entities]
 * @returns {TextNode[]}
 */
export const entityTree = (text, entities = []) => {
  const usable = entities
    .map((entity) => {
      const offset = Math.max(0, entity.offset);
      return { ...entity, offset, length: Math.min(entity.offset + entity.length, text.length) - offset };
    })
    .filter((entity) => entity.length > 0)
    .sort(outerFirst);
  return build(text, 0, text.length, usable);
};

/**
 * The address a link may lead to, or undefined: http, https, mailto and tg only.
 * @param {string | undefined} address
 */
export const safeLink = (address) => {
  if (!address) return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  try {
    const { protocol, href } = new URL(withScheme);
    return ['http:', 'https:', 'mailto:', 'tg:'].includes(protocol) ? href : undefined;
  } catch {
    return undefined;
  }
};
