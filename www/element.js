// Making elements. Text is only ever a text node.

/**
 * @typedef {string | Node | null | undefined | false} Child
 */

/**
 * An element with attributes and children; an attribute that is false or undefined is left out.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | boolean | undefined | ((event: Event) => void)>} [attributes]  a function listens
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value);
    else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {...Node} children
 */
export function drawn(name, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * The element of the page with this id.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function found(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
}

/** Shapes of the five verdicts and the four statuses, drawn in a square of 24. */
const ICONS = {
  verified: 'M5 13l5 5L20 7',
  unstated: 'M8 9a4 4 0 1 1 6 3.5c-1.5.9-2 1.6-2 3M12 20v.01',
  incomplete: 'M5 12h.01M12 12h.01M19 12h.01',
  unexpected: 'M12 4v10M12 20v.01',
  failed: 'M6 6l12 12M18 6L6 18',
  passed: 'M5 13l5 5L20 7',
  missing: 'M5 12h.01M12 12h.01M19 12h.01',
  'not-applicable': 'M6 12h12',
};

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  return drawn('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, drawn('path', { d: ICONS[name] }));
}
