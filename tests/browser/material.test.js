// Container images and what git stores, as people have them on disk: chosen or dropped, with nothing to set.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ROOT } from '../../scripts/places.js';
import { readCase } from '../pkg/cases.js';
import { chromium, openAll, overflows, skip, violations } from './chromium.js';

/** @typedef {import('playwright-core').Page} Page */

const { opened } = chromium();
const VECTORS = join(ROOT, 'tests', 'vectors');
const noGit = skip || spawnSync('git', ['--version']).status !== 0 && 'no git here';

let folder = '';
/** The loose commit that gitsign signed. */
let signed = '';
const path = (/** @type {string[]} */ ...steps) => join(folder, ...steps);

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), 'touchstone-material-'));
  await mkdir(path('image'));
  run('tar', '-xf', join(VECTORS, 'images', 'saved-index', 'image.tar'), '-C', path('image'));
  if (!noGit) await makeRepository();
});

after(async () => {
  if (folder !== '') await rm(folder, { recursive: true });
});

/** A working tree whose `.git` has a pack, loose objects and names: the commits of a bundle, and an unsigned one. */
async function makeRepository() {
  await mkdir(path('project'));
  git('init', '-q', '-b', 'trunk', '.');
  git('fetch', '-q', join(VECTORS, 'gitsign', 'bundle', 'evidence.bundle'), 'refs/*:refs/*');
  git('checkout', '-q', 'main');
  git('repack', '-q', '-a', '-d');
  git('pack-refs', '--all');
  const commit = await readCase('gitsign/commit');
  // Its tree is nowhere: git is not asked whether it likes that.
  signed = run('git', { cwd: path('project'), input: commit.files.get('evidence.commit') }, 'hash-object', '-w', '-t', 'commit', '--literally', '--stdin');
  git('-c', 'user.name=Maker', '-c', 'user.email=maker@authority.test', 'commit', '-q', '--allow-empty', '--no-gpg-sign', '-m', 'unsigned');
}

/** @param {string[]} words */
function git(...words) {
  return run('git', { cwd: path('project') }, ...words);
}

/**
 * @param {string} program
 * @param {(string | { cwd: string, input?: Buffer | undefined })[]} rest
 */
function run(program, ...rest) {
  const words = rest.filter((word) => typeof word === 'string');
  const how = rest.find((word) => typeof word !== 'string');
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stderr, stdout } = spawnSync(program, words, { env, ...how });
  assert.equal(status, 0, `${program} ${words.join(' ')}: ${stderr}`);
  return stdout.toString().trim();
}

/**
 * Lets files or folders fall on the page.
 *
 * @param {Page} page
 * @param {string[]} files
 */
async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  }
}

/**
 * Gives something to the page, relies on the root of a case and expects its signer, as a person does it.
 *
 * @param {Page} page
 * @param {string} name  of the case
 * @param {(page: Page) => Promise<void>} give
 */
async function judge(page, name, give) {
  /** @type {{ expect: Record<string, any> }} */
  const { expect } = await readCase(name);
  await give(page);
  await page.waitForSelector('.artifact');
  await page.setInputFiles('#pick', join(VECTORS, name, 'trusted_root.json'));
  await page.click('#file-list button:text-is("Rely on it")');
  await page.check('input[name=preset][value=identity]');
  await page.fill('input[name=certificateIdentity]', expect.expectation.certificateIdentity);
  await page.fill('input[name=certificateOidcIssuer]', expect.expectation.certificateOidcIssuer);
  await page.click('#expect');
}

/**
 * What each artifact is and its verdict, as the page shows it, once nothing is read any more.
 *
 * @param {Page} page
 * @param {number} count
 */
async function shown(page, count) {
  await page.waitForFunction((number) => document.querySelectorAll('.artifact:not([data-verdict=unstated])').length === number, count);
  return page.$$eval('.artifact', (all) => all.map((each) => `${each.getAttribute('data-verdict')} ${each.textContent}`).sort());
}

/** @param {Page} page */
async function assertAccessible(page) {
  await openAll(page);
  assert.deepEqual(await violations(page), []);
  assert.equal(await overflows(page), false);
  assert.equal(await page.locator('#trouble').isHidden(), true);
}

/** @type {Record<string, (page: Page, file: string) => Promise<void>>} */
const WAYS = { chosen: (page, file) => page.setInputFiles('#pick', file), dropped: (page, file) => drop(page, file) };

/** A case, its file, how the page gets it, what it is, how many stones it has, and the verdict of each. @type {[string, string, string, string, number, string][]} */
const FILES = [
  ['images/saved-index', 'image.tar', 'chosen', 'every part of an image in an archive', 3, 'verified'],
  ['images/layer-changed', 'image.tar', 'dropped', 'an image with a layer that was changed', 1, 'failed'],
  ['gitsign/bundle', 'evidence.bundle', 'dropped', 'a git bundle', 4, 'verified'],
  ['gitsign/bundle-by-someone-else', 'evidence.bundle', 'chosen', 'a git bundle of somebody else’s', 4, 'unexpected'],
  ['gitsign/loose-object', 'evidence.commit', 'chosen', 'a commit as git stores it', 1, 'verified'],
  ['gitsign/message-changed', 'evidence.commit', 'dropped', 'a commit whose message was changed', 1, 'failed'],
];

for (const [name, file, way, about, count, verdict] of FILES) {
  test(`${about}, ${way}`, { skip }, async () => {
    const { context, page } = await opened();
    page.setDefaultTimeout(20_000);
    await judge(page, name, (to) => WAYS[way]?.(to, join(VECTORS, name, file)) ?? assert.fail(way));
    const seen = await shown(page, count);
    assert.deepEqual(seen.map((line) => line.split(' ')[0]), Array.from({ length: count }, () => verdict));
    await assertAccessible(page);
    await context.close();
  });
}

test('an image folder that is dropped', { skip }, async () => {
  const { context, page } = await opened();
  page.setDefaultTimeout(20_000);
  await judge(page, 'images/saved-index', (to) => drop(to, path('image')));
  const parts = await shown(page, 3);
  assert.ok(parts.every((part) => part.startsWith('verified ') && part.includes('image@sha256:')), parts.join('\n'));
  await assertAccessible(page);
  await context.close();
});

test('a repository’s folder that is dropped: its pack, its loose commits and its names, and nothing else of git’s', { skip: noGit }, async () => {
  const { context, page } = await opened();
  page.setDefaultTimeout(20_000);
  await judge(page, 'gitsign/bundle', (to) => drop(to, path('project', '.git')));
  const seen = await shown(page, 5);
  assert.deepEqual(seen.map((line) => line.split(' ')[0]), ['incomplete', ...Array.from({ length: 4 }, () => 'verified')]);
  // One of the loose commits is nobody's: that is said first, of the repository.
  assert.equal(await page.$eval('#verdict [data-verdict]', (first) => first.getAttribute('data-verdict')), 'incomplete');
  assert.ok(seen.some((line) => line.includes(`.git/${signed}`)), seen.join('\n'));
  const refs = await page.$$eval('.refs li', (names) => names.map((name) => name.textContent));
  assert.deepEqual(refs.map((name) => name?.split(' ')[0]), ['HEAD', 'refs/heads/main', 'refs/tags/v1'], refs.join('\n'));
  const files = await page.$$eval('#file-list .name', (names) => names.map((name) => name.textContent));
  assert.equal(files.length, 2, files.join('\n'));
  await assertAccessible(page);
  await context.close();
});
