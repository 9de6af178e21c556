// TUF repositories among the files: whose root everything follows from, the tree of roles with their
// expiries, drawn and as a table.

import { element } from './element.js';
import { visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').RepositoryReport} RepositoryReport
 * @typedef {import('./touchstone/index.js').RoleReport} RoleReport
 */

/** More roles than this nobody reads. */
const SHOWN = 100;

/**
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function repositories({ report, words }) {
  return report.repositories.length === 0 ? [] : [element('div', { class: 'repositories' }, ...report.repositories.map((repository) => part(repository, words)))];
}

/**
 * @param {RepositoryReport} repository
 * @param {Context['words']} words
 */
function part({ name, root, until, expired, roles, error }, words) {
  const [old] = expired;
  const state = old !== undefined ? words.error('tuf-expired', old)
    : error !== null ? words.error(String(error.error), { ...error, file: String(error.file ?? name) }) : undefined;
  return element('section', { class: 'detail repository' },
    element('h3', {}, words.text('tufRepository', { name: visible(name === '' ? root.name : name) })),
    element('p', {}, words.text(root.source === 'given' ? 'repositoryGiven' : 'repositoryFound', { sha256: root.sha256 })),
    state !== undefined ? element('p', {}, `${state.sentence} ${state.next}`)
      : until !== null && element('p', {}, words.text('repositoryUntil', { time: words.time(until) })),
    roles.length > 0 && element('ul', { class: 'tree' }, branch(roles, 0, words)),
    roles.length > 0 && table(roles.slice(0, SHOWN), words),
    roles.length > SHOWN && element('p', { class: 'quiet' }, words.text('rolesMore', { count: words.number(roles.length - SHOWN) })));
}

/**
 * A role and those to which it delegates.
 *
 * @param {RoleReport[]} roles
 * @param {number} position
 * @param {Context['words']} words
 * @returns {HTMLElement}
 */
function branch(roles, position, words) {
  const role = /** @type {RoleReport} */ (roles[position]);
  const children = roles.flatMap(({ delegator }, index) => delegator === position && index < SHOWN ? [branch(roles, index, words)] : []);
  return element('li', { 'data-wrong': role.error !== null }, `${visible(role.name)} · ${expiry(role, words)}`,
    children.length > 0 && element('ul', {}, ...children));
}

/**
 * @param {RoleReport} role
 * @param {Context['words']} words
 */
function expiry({ expires, error }, words) {
  if (error !== null) return words.error(String(error.error), { ...error, file: String(error.file ?? '') }).sentence;
  return expires === null ? '' : words.text('roleUntil', { time: words.time(expires) });
}

/**
 * @param {RoleReport[]} roles
 * @param {Context['words']} words
 */
function table(roles, words) {
  const head = ['roleName', 'roleVersion', 'roleExpires', 'roleSigned', 'roleTargets'];
  return element('table', {},
    element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col' }, words.text(text))))),
    element('tbody', {}, ...roles.map((role) => element('tr', {},
      element('th', { scope: 'row' }, visible(role.name)),
      element('td', {}, role.version === null ? '' : String(role.version)),
      element('td', {}, expiry(role, words)),
      element('td', {}, signers(role, words)),
      element('td', {}, words.number(role.targets))))));
}

/**
 * Whose signatures count, and how many are needed.
 *
 * @param {RoleReport} role
 * @param {Context['words']} words
 */
function signers({ keys, threshold }, words) {
  const signed = keys.filter((key) => key.signed).map(({ id, identity }) => visible(identity ?? id.slice(0, 8)));
  return words.text('roleSigners', { names: signed.join(', '), threshold: words.number(threshold), count: words.number(keys.length) });
}
