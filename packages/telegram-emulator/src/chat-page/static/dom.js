// Builds DOM nodes. Text always becomes a text node: nothing on this page is ever parsed as HTML.

/**
 * Makes an element. `on` holds listeners, `data` the data attributes; a value of undefined or false is left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, unknown> & { on?: Record<string, (event: any) => void>, data?: Record<string, unknown> }} [props]
 * @param {...(Node | string | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const element = (tag, props = {}, ...children) => {
  const node = document.createElement(tag);
  const { on, data, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(data ?? {})) node.dataset[name] = String(value);
  for (const [name, listener] of Object.entries(on ?? {})) node.addEventListener(name, listener);
  node.append(...children.filter((child) => child !== undefined && child !== false));
  return node;
};

/**
 * A sentence in which what stands between backticks is shown as code.
 * @param {string} text
 */
export const withCode = (text) =>
  text.split('`').map((part, index) => (index % 2 === 0 ? part : element('code', {}, part)));

/**
 * A button that shows an icon and says its name.
 * @param {string} label
 * @param {Node} icon
 * @param {(event: MouseEvent) => void} onClick
 * @param {Record<string, unknown>} [props]
 */
export const iconButton = (label, icon, onClick, props = {}) =>
  element(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-label': label,
      title: label,
      ...props,
      on: { click: onClick },
    },
    icon,
  );

/**
 * Finds an element of page.html.
 * @param {string} id
 * @returns {HTMLElement}
 */
export const byId = (id) => {
  const node = document.getElementById(id);
  if (!node) throw new Error(`page.html has no #${id}`);
  return node;
};

/**
 * Reads a remembered value; undefined when there is none or storage is forbidden.
 * @param {string} key
 */
export const recall = (key) => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
};

/**
 * Remembers a value in this browser, where that is allowed.
 * @param {string} key
 * @param {string} value
 */
export const remember = (key, value) => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A page without storage works; it only forgets.
  }
};
