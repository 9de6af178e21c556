// TUF repositories among the files: whose root everything follows from, and the tree of roles with
// their expiries.

import { element } from './element.js';
import { visible } from './touchstone/wording.js';

/**
 * @typedef {import('./card.js').Context} Context
 * @typedef {import('./touchstone/index.js').RepositoryReport} RepositoryReport
 * @typedef {import('./touchstone/index.js').RoleReport} RoleReport
 */

/** What is said of a root. */
const SAID = { found: 'repositoryFound', given: 'repositoryGiven', embedded: 'repositoryEmbedded' };

/** More roles than this nobody reads. */
const SHOWN = 100;

/**
 * @param {Context} context
 * @returns {HTMLElement[]}
 */
export function repositories(context) {
  return context.report.repositories.map((repository) => part(repository, context));
}

/**
 * @param {RepositoryReport} repository
 * @param {Context} context
 */
function part({ name, root, until, expired: [old], roles, error }, context) {
  const { words, files, rely } = context;
  const found = root.source === 'found';
  const state = old !== undefined ? words.error('tuf-expired', old)
    : error !== null ? words.error(String(error.error), { ...error, file: String(error.file ?? name) }) : undefined;
  return element('section', { class: 'repository' },
    element('h3', {}, words.text('tufRepository', { name: visible(name) })),
    element('p', {}, words.text(SAID[root.source], { sha256: root.sha256 })),
    found && files(root.name) !== undefined && element('p', {}, element('button', { type: 'button', click: () => rely(root.name) }, words.text('acceptTufRoot'))),
    state !== undefined ? element('p', {}, `${state.sentence} ${state.next}`)
      : until !== null && element('p', {}, words.text('repositoryUntil', { time: words.time(until) })),
    // Until somebody relies on the root, all of it is only what its makers say.
    roles.length > 0 && element('div', { class: found && 'claim' },
      found && element('span', { class: 'edge' }, words.text('claimed')),
      element('ul', { class: 'tree' }, branch(roles, 0, context))),
    roles.length > SHOWN && element('p', { class: 'quiet' }, words.text('rolesMore', { count: words.number(roles.length - SHOWN) })));
}

/**
 * A role and those to which it delegates.
 *
 * @param {RoleReport[]} roles
 * @param {number} position
 * @param {Context} context
 * @returns {HTMLElement}
 */
function branch(roles, position, context) {
  const role = /** @type {RoleReport} */ (roles[position]);
  const children = roles.flatMap(({ delegator }, index) => delegator === position && index < SHOWN ? [branch(roles, index, context)] : []);
  return element('li', {},
    element('p', { class: 'platform' }, visible(role.name)),
    ...facts(role, context).map((text) => element('p', { class: 'quiet' }, text)),
    children.length > 0 && element('ul', { class: 'tree' }, ...children));
}

/**
 * Until when a role is valid, and whose signatures count, of how many that are needed.
 *
 * @param {RoleReport} role
 * @param {Context} context
 */
function facts({ error, expires, version, keys, threshold, targets }, { words, report }) {
  if (error !== null) return [words.error(String(error.error), { ...error, file: String(error.file ?? '') }).sentence];
  const signed = keys.filter((key) => key.signed).map(({ id, identity }) => visible(identity ?? id.slice(0, 8)));
  return [
    expires === null ? '' : words.text(expires > report.now ? 'roleUntil' : 'roleExpired', { time: words.time(expires) }),
    words.text('roleFacts', { version: String(version), names: signed.join(', '), threshold: words.number(threshold), count: words.number(keys.length), targets: words.number(targets) }),
  ];
}
