// The list of commands that opens on "/" and completes what is typed.
import { element } from './dom.js';

/** @import { PageCommand } from '../protocol.ts' */

let menus = 0;

/**
 * The commands that fit what is typed so far; none when it is no beginning of a command.
 * @param {string} typed
 * @param {PageCommand[]} commands
 */
export const matchingCommands = (typed, commands) => {
  const start = /^\/(\w*)$/.exec(typed)?.[1]?.toLowerCase();
  return start === undefined ? [] : commands.filter(({ command }) => command.startsWith(start));
};

/**
 * Makes the menu of a text field.
 * @param {HTMLTextAreaElement} field
 * @param {{ commands: () => PageCommand[], onPick: (command: string) => void }} options
 */
export const createCommandMenu = (field, { commands, onPick }) => {
  menus += 1;
  const id = `commands-${menus}`;
  const node = element('div', { class: 'command-menu', id, role: 'listbox', 'aria-label': 'Commands' });
  node.hidden = true;
  field.setAttribute('aria-controls', id);
  /** @type {PageCommand[]} */
  let shown = [];
  let active = 0;
  let dismissed = '';

  const mark = () => {
    for (const [index, option] of [...node.children].entries()) {
      option.setAttribute('aria-selected', String(index === active));
      if (index === active) option.scrollIntoView({ block: 'nearest' });
    }
    if (node.hidden) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `${id}-${active}`);
  };
  /** @param {number} index */
  const pick = (index) => {
    const command = shown[index]?.command;
    if (command !== undefined) onPick(command);
  };
  /** @param {PageCommand} item @param {number} index */
  const option = ({ command, description }, index) =>
    element(
      'div',
      {
        role: 'option',
        id: `${id}-${index}`,
        class: 'command-option',
        on: {
          // The field keeps the focus, so that typing goes on.
          pointerdown: (event) => event.preventDefault(),
          click: () => pick(index),
        },
      },
      element('span', { class: 'command-name' }, `/${command}`),
      element('span', { class: 'command-description' }, description),
    );

  const update = () => {
    if (field.value !== dismissed) dismissed = '';
    const fitting = dismissed === '' ? matchingCommands(field.value, commands()) : [];
    // Nothing is left to complete once the only command that fits is written out.
    shown = fitting.length === 1 && `/${fitting[0]?.command}` === field.value ? [] : fitting;
    active = 0;
    node.hidden = shown.length === 0;
    field.setAttribute('aria-expanded', String(!node.hidden));
    node.replaceChildren(...shown.map(option));
    mark();
  };
  /** @param {number} by */
  const move = (by) => {
    active = (active + by + shown.length) % shown.length;
    mark();
  };
  const dismiss = () => {
    dismissed = field.value;
    update();
  };
  const enter = () => {
    // A command that is written out is meant, even where a longer one begins with it.
    if (shown.some(({ command }) => `/${command}` === field.value) && active === 0) return false;
    pick(active);
    return true;
  };

  /** @type {Record<string, () => boolean | void>} */
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: () => pick(active),
    Enter: enter,
    Escape: dismiss,
  };
  return {
    node,
    update,
    /**
     * Takes a key while the menu is open; false when the key is not for the menu.
     * @param {KeyboardEvent} event
     */
    takeKey: (event) => {
      const action = keys[event.key];
      if (node.hidden || !action || event.shiftKey) return false;
      return action() !== false;
    },
  };
};
