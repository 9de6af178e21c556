// The recorded traces of the public TUF conformance suite: all of them by the package's functions, over
// the module that ships, and some by the command line, against a server.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { unpacked } from '../corpora/unpacked.js';
import { touchstone } from './command.js';
import { touchstone as api } from './package.js';

/**
 * @typedef {object} Step
 * @property {'init' | 'refresh' | 'download'} op
 * @property {string | null} faketime
 * @property {string[]} targets
 * @property {number} exit
 * @property {Record<string, string> | null} repo
 * @property {Record<string, string>} metadata_after
 * @property {Record<string, string>} targets_after
 * @property {string} [trusted_root]
 *
 * @typedef {{ test: string, file: string, recorded_at: string }} Case
 */

const corpus = await unpacked('tuf');
const traces = corpus === undefined ? '' : join(corpus, 'conformance-traces');
/** @type {Case[]} */
const cases = corpus === undefined ? [] : JSON.parse(await readFile(join(traces, 'index.json'), 'utf8')).cases;
const skip = corpus === undefined ? 'no corpus' : false;

/** Traces that the command line replays too: each kind of step, and what only a server can do. */
const BY_COMMAND = /^test_(artifact_cache|client_downloads|basic_refresh_trusted|snapshot_404|unsigned_initial|unusual_role_name|root_rotation\[1-of-2|timestamp_expired|multiple_changes|static)/;

const blob = (/** @type {string} */ sha256) => readFile(join(traces, 'blobs', sha256));
const sha256 = (/** @type {Uint8Array} */ bytes) => createHash('sha256').update(bytes).digest('hex');
const steps = async (/** @type {Case} */ { file }) => /** @type {Step[]} */ (JSON.parse(await readFile(join(traces, file), 'utf8')).steps);
const clock = (/** @type {Case} */ { recorded_at }, /** @type {Step} */ { faketime }) => (faketime ?? recorded_at).replace(' ', 'T');

/**
 * A file of the repository as it was at a step.
 *
 * @param {Case} from
 * @param {Step} step
 * @param {string} path
 */
async function published({ test: name }, { repo }, path) {
  if (repo === null) {
    const fixed = name.replace(/^test_static_repository\[(.*)\]$/, '$1');
    return readFile(join(traces, '..', 'conformance-static', fixed, path)).catch(() => undefined);
  }
  const found = repo[path];
  return found === undefined ? undefined : blob(found);
}

test('74 traces are there', { skip }, () => assert.equal(cases.length, 74));

test('every step of every trace, by the package', { skip }, async () => {
  for (const one of cases) {
    /** @type {Map<string, Uint8Array>} */
    const kept = new Map();
    /** @type {Map<string, Uint8Array>} */
    const downloaded = new Map();
    for (const step of await steps(one)) {
      const shared = { now: clock(one, step), trust: { embedded: false } };
      const run = async () => {
        if (step.op === 'init') {
          const root = await blob(step.trusted_root ?? '');
          const asked = new Error('asked');
          await api.updateTuf({ ...shared, root, repository: async () => { throw asked; } }).catch((reason) => {
            if (reason !== asked) throw reason;
          });
          kept.set('root.json', root);
          return;
        }
        const store = {
          read: async (/** @type {string} */ name) => kept.get(name),
          write: async (/** @type {string} */ name, /** @type {Uint8Array} */ bytes) => { kept.set(name, bytes); },
          remove: async (/** @type {string} */ name) => { kept.delete(name); },
        };
        const repository = async (/** @type {string} */ name, /** @type {number} */ limit) => {
          const bytes = await published(one, step, `metadata/${name}`);
          assert.ok(bytes === undefined || bytes.length <= limit);
          return bytes;
        };
        const targets = await api.updateTuf({ ...shared, root: kept.get('root.json') ?? new Uint8Array(), store, repository, targets: step.targets });
        for (const target of targets) {
          const known = downloaded.get(target.path);
          if (known !== undefined && await fits(known, target)) continue;
          const bytes = await published(one, step, `targets/${target.names[0]}`);
          assert.ok(bytes !== undefined && await fits(bytes, target));
          downloaded.set(target.path, bytes);
        }
      };
      const failure = await run().then(() => undefined, (reason) => reason);
      assert.equal(failure === undefined ? 0 : 1, step.exit, `${one.test} ${step.op}: ${failure?.stack}`);
      assert.deepEqual(hashed(kept), step.metadata_after, `${one.test} ${step.op}`);
      assert.deepEqual(hashed(downloaded), step.targets_after, `${one.test} ${step.op}`);
    }
  }
});

/**
 * @param {Uint8Array} bytes
 * @param {import('../../pkg-template/index.d.ts').TufTarget} target
 */
async function fits(bytes, target) {
  const names = /** @type {import('../../pkg-template/index.d.ts').DigestAlgorithm[]} */ (Object.keys(target.digests));
  const { size, digests } = await api.digest(bytes, names);
  return size === target.length && names.every((name) => digests[name] === target.digests[name]);
}

/** @param {Map<string, Uint8Array>} files */
const hashed = (files) => Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]));

let folder = '';
/** @type {{ one: Case, step: Step } | undefined} */
let serving;
/** What the server does instead of answering at once. @type {((response: import('node:http').ServerResponse) => void) | undefined} */
let mood;
const server = createServer(async (request, response) => {
  if (mood) return mood(response);
  // As the suite's own server: a role's name stays encoded, a target's does not.
  const path = (request.url ?? '').slice(1);
  const bytes = serving && (await published(serving.one, serving.step, path) ?? await published(serving.one, serving.step, decodeURIComponent(path)));
  response.writeHead(bytes === undefined ? 404 : 200).end(bytes);
});

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-tuf-'));
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
});

after(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const origin = () => `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;

for (const one of cases.filter(({ test: name }) => BY_COMMAND.test(name))) {
  test(`${one.test}, by the command line`, { skip }, async () => {
    const own = await mkdtemp(join(folder, 'trace-'));
    const [metadata, targets] = [join(own, 'metadata'), join(own, 'targets')];
    for (const step of await steps(one)) {
      serving = { one, step };
      const args = ['tuf', '--now', clock(one, step), '--metadata-dir', metadata];
      if (step.op === 'init') {
        const root = join(own, 'first.json');
        await writeFile(root, await blob(step.trusted_root ?? ''));
        args.push('init', root);
      } else {
        args.push('--metadata-url', `${origin()}/metadata/`);
        for (const name of step.targets) args.push('--target-name', name);
        if (step.op === 'download') args.push('--target-dir', targets, '--target-base-url', `${origin()}/targets`);
        args.push(step.op);
      }
      const { code, stderr } = await touchstone(args);
      assert.equal(code, step.exit, `${step.op}: ${stderr}`);
      assert.equal(stderr === '', step.exit === 0, stderr);
      assert.deepEqual(await filesIn(metadata, (name) => name), step.metadata_after);
      assert.deepEqual(await filesIn(targets, decodeURIComponent), step.targets_after);
    }
  });
}

/**
 * @param {string} path
 * @param {(name: string) => string} named
 */
async function filesIn(path, named) {
  const names = await readdir(path).catch(() => []);
  return Object.fromEntries(await Promise.all(names.map(async (name) => [named(name), sha256(await readFile(join(path, name)))])));
}

test('a server that is gone, errs, trickles or sends too much ends nothing but the run', { skip }, async () => {
  const one = /** @type {Case} */ (cases.find(({ test: name }) => name === 'test_basic_refresh_trusted_data'));
  const [init, step] = /** @type {[Step, Step]} */ (await steps(one));
  const metadata = join(folder, 'tempers');
  await mkdir(metadata);
  await writeFile(join(metadata, 'root.json'), await blob(init.trusted_root ?? ''));
  serving = { one, step };
  const refresh = (/** @type {string} */ url) => touchstone(['tuf', '--now', clock(one, step), '--metadata-dir', metadata, '--metadata-url', url, 'refresh']);
  for (const temper of [
    (/** @type {import('node:http').ServerResponse} */ response) => response.writeHead(500).end(),
    (/** @type {import('node:http').ServerResponse} */ response) => response.destroy(),
    (/** @type {import('node:http').ServerResponse} */ response) => response.writeHead(200).end(Buffer.alloc(600_000)),
  ]) {
    mood = temper;
    const { code, stderr } = await refresh(`${origin()}/metadata`);
    assert.equal(code, 1);
    assert.notEqual(stderr, '');
    assert.deepEqual(await readdir(metadata), ['root.json']);
  }
  mood = undefined;
  // Nobody answers: that is no sign that there is no newer root.
  assert.equal((await refresh('http://127.0.0.1:1/')).code, 1);
  assert.equal((await refresh(`${origin()}/metadata`)).code, 0);
});

test('a slow server is given up', async () => {
  const { download } = await import(new URL('../../dist/npm/cli/http.js', import.meta.url).href);
  mood = (response) => { response.writeHead(200).write('a'); };
  await assert.rejects(download(`${origin()}/x`, { limit: 10, stall: 50 }), { code: 'address-unreadable' });
  mood = (response) => {
    response.writeHead(200);
    const trickle = setInterval(() => response.write('a'), 10);
    response.on('close', () => clearInterval(trickle));
  };
  await assert.rejects(download(`${origin()}/x`, { limit: 1_000_000, stall: 200, whole: 300 }), { code: 'address-unreadable' });
  mood = undefined;
});

test('mistakes in the command are told', async () => {
  for (const args of [['refresh'], ['--metadata-dir', 'x', 'refresh'], ['--metadata-dir', 'x', 'init'], ['--metadata-dir', 'x', 'grow'], ['--metadata-dir', 'x', '--metadata-url', 'http://127.0.0.1:1', 'download']]) {
    const { code, stderr } = await touchstone(['tuf', ...args]);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, /^touchstone: /);
  }
});
