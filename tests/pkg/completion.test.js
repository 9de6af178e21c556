// The scripts for shells, run by the shells.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';

import { touchstone } from './command.js';

let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-completion-'));
  await writeFile(join(folder, 'app.tar.gz'), '');
  await writeFile(join(folder, 'app with spaces.json'), '');
  await mkdir(join(folder, 'apps'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout } = await touchstone(['completion', shell]);
    assert.equal(code, 0);
    await writeFile(join(folder, `.${shell}`), stdout);
  }
});

after(() => rm(folder, { recursive: true }));

/** @param {string} shell */
function lacking(shell) {
  try {
    execFileSync(shell, ['-c', 'true']);
    return false;
  } catch {
    return `${shell} is not installed`;
  }
}

/** What bash would offer. @param {string[]} typed  the words so far, the last one being typed */
function inBash(typed) {
  const script = `source ./.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _touchstone
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const shown = execFileSync('bash', ['--norc', '-c', script, 'bash', ...typed], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return shown.split('\n').filter((line) => line !== '').sort();
}

/** What fish would offer, without its explanations. @param {string} typed */
function inFish(typed) {
  const shown = execFileSync('fish', ['--no-config', '-c', 'source ./.fish; complete -C $argv[1]', typed], { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder } });
  return shown.split('\n').filter((line) => line !== '').map((line) => line.split('\t')[0]).sort();
}

/**
 * What zsh makes of a line when the tabulator is pressed, in a terminal of its own.
 *
 * @param {string} typed
 */
function inZsh(typed) {
  const script = `zmodload zsh/zpty
zpty -b shell "zsh -f -i"
zpty -w shell "PROMPT=; cd $PWD; autoload -U compinit; compinit -u -D; source ./.zsh; zstyle ':completion:*' list-colors ''; stty cols 300; clear; print READY-NOW"
typeset shown=; typeset -F until=$((SECONDS + 10))
while [[ $shown != *READY-NOW*READY-NOW* ]] && ((SECONDS < until)); do zpty -r shell part && shown+=$part; sleep 0.02; done
zpty -n -w shell $'${typed}\\t'
shown=; until=$((SECONDS + 1.5))
while ((SECONDS < until)); do zpty -r -t shell part && shown+=$part || sleep 0.02; done
print -r -- $shown
zpty -d shell`;
  const shown = execFileSync('zsh', ['-f', '-c', `typeset -F SECONDS; ${script}`], { cwd: folder, encoding: 'utf8', env: { ...process.env, HOME: folder, TERM: 'xterm' } });
  return stripVTControlCharacters(shown);
}

test('bash', { skip: lacking('bash') }, () => {
  assert.deepEqual(inBash(['touchstone', 've']), ['verify']);
  assert.deepEqual(inBash(['touchstone', '']), ['--color', '--help', '--lang', '--version', 'completion', 'help', 'inspect', 'policy', 'trust', 'tuf', 'verify']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--ev']), ['--evidence']);
  assert.deepEqual(inBash(['touchstone', 'inspect', '--ev']), []);
  assert.deepEqual(inBash(['touchstone', 'verify', 'app']), ['app with spaces.json', 'app.tar.gz', 'apps']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--evidence', 'app ']), ['app with spaces.json']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--evidence', '=', 'app.']), ['app.tar.gz']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--color', '=']), ['always', 'auto', 'never']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--lang', 'd']), ['de']);
  assert.deepEqual(inBash(['touchstone', 'verify', '--repo', 'a']), []);
  assert.deepEqual(inBash(['touchstone', '--lang', 'de', 'trust', 's']), ['show']);
  assert.deepEqual(inBash(['touchstone', 'completion', 'z']), ['zsh']);
  assert.deepEqual(inBash(['touchstone', 'help', 'i']), ['inspect']);
});

test('fish', { skip: lacking('fish') }, () => {
  assert.deepEqual(inFish('touchstone ve'), ['verify']);
  assert.deepEqual(inFish('touchstone verify --ev'), ['--evidence']);
  assert.deepEqual(inFish('touchstone inspect --ev'), []);
  assert.deepEqual(inFish('touchstone verify app'), ['app with spaces.json', 'app.tar.gz', 'apps/']);
  assert.deepEqual(inFish('touchstone verify --evidence app.'), ['app.tar.gz']);
  assert.deepEqual(inFish('touchstone verify --color '), ['always', 'auto', 'never']);
  assert.deepEqual(inFish('touchstone verify --repo ap'), []);
  assert.deepEqual(inFish('touchstone trust '), ['check', 'show']);
  assert.deepEqual(inFish('touchstone completion z'), ['zsh']);
  assert.deepEqual(inFish('touchstone help i'), ['inspect']);
});

test('zsh', { skip: lacking('zsh') }, () => {
  assert.match(inZsh('touchstone ver'), /touchstone verify/);
  assert.match(inZsh('touchstone verify --evid'), /--evidence/);
  assert.match(inZsh('touchstone verify app.'), /app\.tar\.gz/);
  assert.match(inZsh('touchstone trust '), /check.*show/s);
});

test('explanations are in the language asked for', async () => {
  const { stdout } = await touchstone(['completion', 'fish', '--lang', 'de']);
  assert.match(stdout, /Irgendein Workflow dieses Repositorys/);
});
