// The button left of the field that opens the bot's app; where the bot has none, there is none.
import { element } from './dom.js';
import { icon } from './icons.js';
import { openMiniApp } from './mini-app.js';

/** @import { PageMenuButton, PageUser } from '../protocol.ts' */

/**
 * Makes the button of a person.
 * @param {{ userId: number, menuButton: () => PageMenuButton | undefined, bot: () => PageUser | undefined }} options
 */
export const createMenuButton = ({ userId, menuButton, bot }) => {
  const label = element('span', { class: 'menu-button-label' });
  const open = () => {
    const button = menuButton();
    if (button?.type === 'web_app') openMiniApp({ userId, url: button.web_app.url, bot: bot() });
  };
  const node = element(
    'button',
    { type: 'button', class: 'menu-button', hidden: true, on: { click: open } },
    icon('app'),
    label,
  );
  return {
    node,
    /** Draws what the bot has chosen last. */
    update: () => {
      const button = menuButton();
      node.hidden = button?.type !== 'web_app';
      if (button?.type === 'web_app' && label.textContent !== button.text) label.textContent = button.text;
    },
  };
};
