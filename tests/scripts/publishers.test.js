// Whom a file's name leads to: only names that a publisher gives its files, whole.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { publisherOf } from '../../www/publishers.js';

const GOOGLE = 'https://accounts.google.com';
const GITHUB = 'https://github.com/login/oauth';

test('a release of CPython leads to who manages its branch', () => {
  for (const [name, certificateIdentity, certificateOidcIssuer] of /** @type {const} */ ([
    ['Python-3.7.17.tgz', 'nad@python.org', GITHUB],
    ['Python-3.9.25.tar.xz', 'lukasz@langa.pl', GITHUB],
    ['python-3.11.9-amd64.exe', 'pablogsal@python.org', GOOGLE],
    ['python-3.13.1-macos11.pkg', 'thomas@python.org', GOOGLE],
    ['python-3.14.0rc3-embed-arm64.zip', 'hugo@python.org', GITHUB],
    ['downloads/Python-3.16.0a1.tgz', 'savannah@python.org', GITHUB],
  ])) {
    assert.deepEqual(publisherOf(name)?.expectation, { certificateIdentity, certificateOidcIssuer }, name);
  }
});

test('files of Kubernetes and Homebrew lead to who signs all of them', () => {
  const krel = { certificateIdentity: 'krel-staging@k8s-releng-prod.iam.gserviceaccount.com', certificateOidcIssuer: GOOGLE };
  for (const name of ['kubectl', 'kubectl.exe', 'kube-apiserver', 'kubernetes.tar.gz', 'kubernetes-client-linux-amd64.tar.gz']) {
    assert.deepEqual(publisherOf(name)?.expectation, krel, name);
  }
  for (const name of ['jq-1.7.1.arm64_sonoma.bottle.tar.gz', 'abc--jq--1.7.1.x86_64_linux.bottle.1.tar.gz']) {
    assert.deepEqual(publisherOf(name)?.expectation, { repo: 'Homebrew/homebrew-core' }, name);
  }
});

test('where every project signs for itself, nobody is offered', () => {
  for (const [name, publisher] of /** @type {const} */ ([['sampleproject-4.0.0-py3-none-any.whl', 'PyPI'], ['numpy-2.1.0-1-cp313-cp313-manylinux_2_17_x86_64.whl', 'PyPI'], ['signed-package-0.1.0-hbf21a9e_0.conda', 'conda'], ['sigstore-3.0.0.tgz', 'npm'], ['lodash.merge-4.6.2-rc.1.tgz', 'npm']])) {
    const found = publisherOf(name);
    assert.deepEqual([found?.name, found?.expectation], [publisher, undefined], name);
  }
});

test('other names lead nowhere', () => {
  for (const name of [
    '', 'Python-3.99.0.tgz', 'Python-2.7.18.tgz', 'Python-3.6.15.tgz', 'my-Python-3.14.1.tgz', 'Python-3.14.1.tgz.sigstore', 'Python-3.14.tgz',
    'kubectl.txt', 'kubectl-plugin', 'mykubectl', 'kubernetes.zip', 'bottle.tar.gz', 'jq.bottle.tar.gz.sigstore.json', 'app.whl', 'app.conda', 'hello.sh',
  ]) {
    assert.equal(publisherOf(name), undefined, name);
  }
});
