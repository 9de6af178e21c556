// The commands and their options, said once: the parser, the help and the shells' completion are
// made from this list. Their words are in i18n/*.cli.json.

/**
 * @typedef {object} Option
 * @property {string} [value]      what its value stands for in help; without it, it takes none
 * @property {boolean} [multiple]  whether it may be repeated
 * @property {string[]} [among]    the values there are
 * @property {string} [short]      one letter
 * @property {string} [key]        the policy's key, where it is not the option's name in camel case
 *
 * @typedef {'text' | 'number' | 'list' | 'map' | 'flag' | 'json'} ValueKind  what a policy's value is
 *
 * @typedef {object} Command
 * @property {string[]} usage      what may follow its name
 * @property {'files' | string[]} takes  what stands beside the options: files, or one of these words
 * @property {number} [more]       how much may follow such a word
 * @property {Record<string, Record<string, Option>>} groups  options under their headings
 * @property {string[]} examples   each explained by the words of the same position
 * @property {[number, string][]} exits  exit codes, with the words that explain them
 */

export const LANGUAGES = ['en', 'de'];

/** Options that stand before a command as well as after it. @type {Record<string, Option>} */
export const GLOBAL = {
  lang: { value: 'LANG', among: LANGUAGES },
  color: { value: 'WHEN', among: ['auto', 'always', 'never'] },
  help: { short: 'h' },
};

/** Options that stand in place of a command. @type {Record<string, Option>} */
export const ALONE = { ...GLOBAL, version: {} };

const FILE = { value: 'FILE' };
const FILES = { value: 'FILE', multiple: true };
const TEXT = { value: 'TEXT' };
const PATTERN = { value: 'PATTERN' };
/** What has parts, as it would stand in a policy. */
const PARTS = { value: 'JSON' };

/** Who should have signed, as the policy's keys say it. @type {Record<string, Option>} */
export const EXPECTATION = {
  'certificate-identity': TEXT,
  'certificate-identity-regexp': PATTERN,
  'certificate-oidc-issuer': TEXT,
  'certificate-oidc-issuer-regexp': PATTERN,
  repo: { value: 'OWNER/NAME' },
  owner: { value: 'OWNER' },
  workflow: { value: 'PATH' },
  ref: { value: 'REF' },
  'predicate-type': { value: 'TYPE', multiple: true, key: 'predicateTypes' },
  'deny-self-hosted-runners': {},
  'oldest-time': { value: 'TIME' },
  'newest-time': { value: 'TIME' },
  algorithm: { value: 'NAME', multiple: true, key: 'algorithms' },
  witnesses: { value: 'N' },
  'witness-key': { value: 'KEY', multiple: true, key: 'witnessKeys' },
  'builder-id': { value: 'ID' },
  'source-uri': { value: 'URI' },
  'source-branch': { value: 'BRANCH' },
  'source-tag': { value: 'TAG' },
  'source-versioned-tag': { value: 'VERSION' },
  'build-workflow-input': { value: 'K=V', multiple: true, key: 'buildWorkflowInputs' },
  'build-parameter': { value: 'K=V', multiple: true, key: 'buildParameters' },
  'minimum-slsa-level': { value: 'N' },
  'package-name': { value: 'NAME' },
  'package-version': { value: 'VERSION' },
  'verifier-id': { value: 'ID' },
  'resource-uri': { value: 'URI' },
  'verified-level': { value: 'LEVEL', multiple: true, key: 'verifiedLevels' },
  'subject-digest': { value: 'ALG:VALUE', multiple: true, key: 'subjectDigests' },
  'public-key-id': { value: 'ID' },
  signers: PARTS,
  threshold: { value: 'N' },
  rules: PARTS,
  'builder-levels': PARTS,
  artifacts: PARTS,
};

/**
 * The policy's key of an option.
 *
 * @param {string} option
 */
export function keyOf(option) {
  return EXPECTATION[option]?.key ?? option.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/**
 * What the value of an option's key is, in a policy.
 *
 * @param {string} option  one of EXPECTATION
 * @returns {ValueKind}
 */
export function kindOf(option) {
  const { value, multiple = false } = EXPECTATION[option] ?? {};
  if (value === undefined) return 'flag';
  if (value === 'N') return 'number';
  if (value === 'JSON') return 'json';
  if (!multiple) return 'text';
  return value === 'K=V' ? 'map' : 'list';
}

const RELY = { 'trusted-root': FILES, staging: {}, now: { value: 'TIME' } };
/** Where roots are kept that are newer than those of the package. */
const STORE = { 'trust-store': { value: 'DIR' } };
const OUTPUT = { json: {}, ...GLOBAL };
const SHELLS = ['bash', 'zsh', 'fish'];

/** @type {Record<string, Command>} */
export const COMMANDS = {
  verify: {
    usage: ['[OPTION ...] ARTIFACT|sha256:HEX|sha512:HEX ...', '--batch FILE|- [OPTION ...]'],
    takes: 'files',
    groups: {
      what: { evidence: FILES },
      batch: { batch: FILE, jobs: { value: 'N' }, shard: { value: 'I/N' } },
      who: { ...EXPECTATION, key: FILES, policy: FILE },
      rely: { ...RELY, ...STORE, 'tuf-root': FILES },
      output: OUTPUT,
    },
    examples: [
      'touchstone verify --repo sigstore/cosign cosign-linux-amd64',
      'touchstone verify --key release.pub --evidence app.sigstore.json app.tar.gz',
      'touchstone verify --batch cases.jsonl --policy policy.json',
    ],
    exits: [[0, 'verified'], [1, 'refuted'], [2, 'usage'], [3, 'open'], [130, 'stopped']],
  },
  inspect: {
    usage: ['[OPTION ...] FILE ...'],
    takes: 'files',
    groups: { output: OUTPUT },
    examples: [
      'touchstone inspect app.sigstore.json',
      'touchstone inspect --json app.sigstore.json',
      'touchstone inspect release.pub trusted_root.json',
    ],
    exits: [[0, 'read'], [2, 'unread'], [130, 'stopped']],
  },
  policy: {
    usage: ['check|explain|from-report [OPTION ...] FILE|-'],
    takes: ['check', 'explain', 'from-report'],
    more: 1,
    groups: { output: OUTPUT },
    examples: [
      'touchstone policy check policy.json',
      'touchstone policy explain policy.json',
      'touchstone policy from-report report.json > policy.json',
    ],
    exits: [[0, 'policyDone'], [1, 'policyRefused'], [2, 'usage'], [130, 'stopped']],
  },
  trust: {
    usage: ['show|check [OPTION ...]', 'update [OPTION ...] [NAME ...]', 'update --root FILE --url URL [OPTION ...] [NAME]'],
    takes: ['show', 'check', 'update'],
    more: 3,
    groups: { update: { url: { value: 'URL' }, root: FILE }, rely: { ...RELY, ...STORE }, output: OUTPUT },
    examples: [
      'touchstone trust show',
      'touchstone trust update',
      'touchstone trust update --trust-store site/trust sigstore-public-good github',
    ],
    exits: [[0, 'inUse'], [1, 'notRenewed'], [2, 'usage'], [3, 'notInUse'], [130, 'stopped']],
  },
  tuf: {
    usage: ['--metadata-dir DIR init ROOT', '--metadata-dir DIR --metadata-url URL refresh', '--metadata-dir DIR --metadata-url URL --target-name PATH --target-dir DIR --target-base-url URL download'],
    takes: ['init', 'refresh', 'download'],
    more: 1,
    groups: {
      repository: {
        'metadata-dir': { value: 'DIR' },
        'metadata-url': { value: 'URL' },
        'target-name': { value: 'PATH', multiple: true },
        'target-dir': { value: 'DIR' },
        'target-base-url': { value: 'URL' },
      },
      rely: RELY,
      output: GLOBAL,
    },
    examples: [
      'touchstone tuf --metadata-dir kept init root.json',
      'touchstone tuf --metadata-dir kept --metadata-url https://tuf-repo-cdn.sigstore.dev refresh',
      'touchstone tuf --metadata-dir kept --metadata-url https://tuf-repo-cdn.sigstore.dev --target-name trusted_root.json --target-dir . --target-base-url https://tuf-repo-cdn.sigstore.dev/targets download',
    ],
    exits: [[0, 'upToDate'], [1, 'notUpToDate'], [2, 'usage'], [130, 'stopped']],
  },
  completion: {
    usage: [SHELLS.join('|')],
    takes: SHELLS,
    groups: { output: GLOBAL },
    examples: [
      'eval "$(touchstone completion bash)"',
      'touchstone completion zsh > ~/.zsh/completions/_touchstone',
      'touchstone completion fish > ~/.config/fish/completions/touchstone.fish',
    ],
    exits: [[0, 'written'], [2, 'usage']],
  },
};

/**
 * The options of a command by their names.
 *
 * @param {Command} command
 * @returns {Record<string, Option>}
 */
export function optionsOf(command) {
  return Object.assign({}, ...Object.values(command.groups));
}
