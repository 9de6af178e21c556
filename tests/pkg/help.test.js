// What the command line says of itself: all of it true, in each language.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { touchstone } from './command.js';
import { NPM } from './package.js';

/** @type {typeof import('../../pkg-template/cli/commands.js')} */
const { COMMANDS, EXPECTATION, LANGUAGES, keyOf, optionsOf } = await import(pathToFileURL(join(NPM, 'cli', 'commands.js')).href);
/** @type {typeof import('../../pkg-template/cli/arguments.js')} */
const { commandOf, givenTo } = await import(pathToFileURL(join(NPM, 'cli', 'arguments.js')).href);

const words = Object.fromEntries(await Promise.all(LANGUAGES.map(async (language) => [language, JSON.parse(await readFile(join(NPM, 'i18n', `${language}.cli.json`), 'utf8'))])));

for (const [name, command] of Object.entries(COMMANDS)) {
  for (const language of LANGUAGES) {
    test(`help on ${name} in ${language} has its purpose, options, examples and exit codes`, async () => {
      const { code, stdout, stderr } = await touchstone([name, '--help', '--lang', language]);
      assert.deepEqual([code, stderr], [0, '']);
      const flat = stdout.replace(/\s+/g, ' ');
      const said = words[language];
      assert.match(stdout, new RegExp(`^touchstone ${name}: `));
      assert.ok(flat.includes(said.command[name].summary));
      for (const option of Object.keys(optionsOf(command))) assert.ok(flat.includes(said.option[option]), option);
      for (const example of command.examples) assert.ok(flat.includes(example), example);
      for (const [exit, why] of command.exits) assert.match(flat, new RegExp(`\\b${exit} ${said.exit[why].slice(0, 10)}`));
      for (const line of stdout.split('\n')) assert.ok(line.length <= 80 || command.examples.some((example) => line.includes(example)), line);
    });
  }

  test(`every option in the help of ${name} is one that the parser knows, and the reverse`, async () => {
    const { stdout } = await touchstone(['help', name]);
    const [synopsis = ''] = stdout.split('\nExamples\n');
    const shown = [...synopsis.matchAll(/^ {2}(?:-\w, )?--([a-z-]+)(?: [A-Z/:=]+)?(?= {2,}|$)/gm)].map(([, option]) => option);
    assert.deepEqual(shown, Object.keys(optionsOf(command)));
    for (const [option, { value, among }] of Object.entries(optionsOf(command))) {
      assert.ok(givenTo(name, [`--${option}`, ...(value === undefined ? [] : [among?.[0] ?? 'x'])]), option);
    }
  });

  test(`the three examples of ${name} are understood`, () => {
    assert.equal(command.examples.length, 3);
    for (const example of command.examples) {
      const args = /touchstone ([^)"|>]*)/.exec(example)?.[1]?.trim().split(' ') ?? [];
      const { name: named, rest } = commandOf(args);
      assert.equal(named, name);
      assert.ok(givenTo(name, rest).positionals.length > 0 || example.includes('--batch'), example);
    }
  });
}

test('there are several ways to ask', async () => {
  const { stdout: all } = await touchstone(['--help']);
  for (const args of [[], ['help'], ['-h'], ['help', 'help'], ['--color', 'never', '--help']]) assert.equal((await touchstone(args)).stdout, all, args.join(' '));
  for (const name of Object.keys(COMMANDS)) assert.match(all, new RegExp(`^ {2}${name} `, 'm'));
  const { stdout: verify } = await touchstone(['help', 'verify']);
  for (const args of [['verify', '--help'], ['verify', '-h', '--nonsense'], ['--help', 'verify']]) assert.equal((await touchstone(args)).stdout, verify, args.join(' '));
});

/** @type {[string[], RegExp][]} */
const SLIPS = [
  [['verfy', 'x'], /There is no command verfy\. Did you mean verify\?/],
  [['--jsn'], /has no option --jsn/],
  [['help', 'insepct'], /Did you mean inspect\?/],
  [['constructor'], /There is no command constructor\. touchstone --help/],
  [['verify', '--trusted-rot', 'x'], /has no option --trusted-rot\. Did you mean --trusted-root\?/],
  [['verify', '--identity', 'x'], /Did you mean --certificate-identity\?/],
  [['verify', '--issuer', 'x'], /Did you mean --certificate-oidc-issuer\?/],
  [['verify', '--xyzzy'], /has no option --xyzzy\. touchstone verify --help says what there is/],
  [['verify', '--constructor'], /has no option --constructor/],
  [['verify', '-x'], /has no option -x/],
  [['verify', '--repo', '--json', 'x'], /--repo needs a value, and --json looks like an option/],
  [['verify', 'x', '--repo'], /--repo needs a value: --repo OWNER\/NAME/],
  [['verify', '--json=yes', 'x'], /--json takes no value/],
  [['verify', '--repo', 'a/b', '--repo', 'c/d', 'x'], /--repo can be given only once/],
  [['verify', '--color', 'alway', 'x'], /--color is one of auto, always, never, not alway\. Did you mean always\?/],
  [['verify', '--jobs', '2', 'x'], /--jobs works only with --batch/],
  [['verify', '--witnesses', '-1', 'x'], /looks like an option/],
  [['verify', '--witnesses', 'two', 'x'], /--witnesses needs a whole number/],
  [['trust', 'shwo'], /trust needs one of show, check/],
  [['completion'], /completion needs one of bash, zsh, fish/],
  [['inspect'], /inspect needs a file/],
  [['verify', '--\u001b[2J'], /\\u\{1b\}/],
];

for (const [args, expected] of SLIPS) {
  test(`${JSON.stringify(args.join(' '))} says what is wrong`, async () => {
    const { code, stdout, stderr } = await touchstone(args);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^touchstone: .+\n$/);
    assert.match(stderr, expected);
  });
}

test('a language is asked for, or is the one of the environment', async () => {
  const english = /There is no command x/;
  const german = /Den Befehl x gibt es nicht/;
  /** @type {[string[], Record<string, string>, RegExp][]} */
  const cases = [
    [[], {}, english], [[], { LANG: 'de_DE.UTF-8' }, german], [[], { LANG: 'de' }, german], [[], { LANG: 'fr_FR.UTF-8' }, english],
    [[], { LANG: 'den' }, english], [[], { LANG: 'en_US', LC_ALL: 'de_AT' }, german], [[], { LANG: 'en_US', LC_MESSAGES: 'de_AT' }, german],
    [['--lang', 'en'], { LANG: 'de_DE' }, english], [['--lang=de'], {}, german],
  ];
  for (const [args, env, expected] of cases) assert.match((await touchstone([...args, 'x'], { env })).stderr, expected, JSON.stringify([args, env]));
  assert.match((await touchstone(['--lang', 'fr', 'verify', 'x'])).stderr, /--lang is one of en, de, not fr/);
});

test('every language has the same words, with the same facts, for all there is', () => {
  for (const language of LANGUAGES) assert.deepEqual(shape(words[language]), shape(words.en), language);
  const options = new Set(Object.values(COMMANDS).flatMap((command) => Object.keys(optionsOf(command))));
  assert.deepEqual(Object.keys(words.en.option).sort(), [...options].sort());
  assert.deepEqual(Object.keys(words.en.command), Object.keys(COMMANDS));
  assert.deepEqual(new Set(Object.keys(words.en.group)), new Set(Object.values(COMMANDS).flatMap(({ groups }) => Object.keys(groups))));
  assert.deepEqual(new Set(Object.keys(words.en.exit)), new Set(Object.values(COMMANDS).flatMap(({ exits }) => exits.map(([, why]) => why))));
});

test('every mistake has its words', async () => {
  const { readdir } = await import('node:fs/promises');
  const sources = await Promise.all((await readdir(join(NPM, 'cli'))).filter((file) => file.endsWith('.js')).map((file) => readFile(join(NPM, 'cli', file), 'utf8')));
  const thrown = sources.flatMap((source) => [...source.matchAll(/new Mistake\('(\w+)'/g)].map(([, key = '']) => key));
  assert.deepEqual([...new Set([...thrown, 'near', 'seeHelp'])].sort(), Object.keys(words.en.mistake).sort());
});

test('the expectation of the command line is that of the API', async () => {
  const types = await readFile(join(NPM, 'index.d.ts'), 'utf8');
  const bodies = [...types.matchAll(/export interface (?:ExpectedSigner|Demands|Expectation)[^{]*\{(.*?)\n\}/gs)].map(([, body]) => body);
  assert.equal(bodies.length, 3);
  // What a policy says of itself is no demand; a key is given as a file.
  const alone = ['schema', 'version', 'key'];
  const keys = [...bodies.join('\n').matchAll(/^ {2}(\w+)\?:/gm)].map(([, key = '']) => key).filter((key) => !alone.includes(key));
  const options = Object.keys(EXPECTATION).map(keyOf);
  assert.deepEqual(options.sort(), keys.sort());
});

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function shape(value) {
  if (typeof value === 'string') return value === '' ? 'nothing' : [...new Set([...value.matchAll(/\{\w+\}/g)].map(([fact]) => fact))].sort();
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, inner]) => [name, shape(inner)]));
}
