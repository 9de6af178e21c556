// Whose file it is by its name: whole names alone, and of the right makers.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { publisherOf } from '../../www/publishers.js';

/** @type {[string, string, string[]][]} */
const NAMES = [
  ['CPython', 'python.org/downloads/metadata/sigstore', ['Python-3.14.0.tgz', 'python-3.13.1-amd64.exe', 'folder/Python-3.12.0rc1.tar.xz', 'python-3.11.4-macos11.pkg']],
  ['Kubernetes', 'kubernetes.io/docs/tasks/administer-cluster/verify-signed-artifacts', ['kubectl', 'kubectl.exe', 'kube-proxy', 'kubernetes.tar.gz', 'kubernetes-client-linux-amd64.tar.gz']],
  ['Homebrew', 'docs.brew.sh', ['hello--2.12.1.arm64_sequoia.bottle.tar.gz', 'hello-2.12.1.all.bottle.1.tar.gz']],
  ['PyPI', 'pypi.org', ['rfc8785-0.1.2-py3-none-any.whl']],
  ['conda', 'anaconda.org', ['signed-package-2.1.0-hb0f4dca_0.conda']],
  ['npm', 'npmjs.com', ['sigstore-2.1.0.tgz', 'scope-name-1.0.0-rc.1.tgz']],
  ['Maven Central', 'central.sonatype.com', ['sigstore-java-2.0.0.jar', 'sigstore-java-2.0.0-sources.jar', 'sigstore-java-2.0.0.pom']],
];

for (const [name, origin, files] of NAMES) {
  test(`${name}: ${files.join(', ')}`, () => {
    for (const file of files) {
      const found = publisherOf(file);
      assert.deepEqual([found?.name, found?.origin], [name, origin], file);
    }
  });
}

test('who is expected of a publisher is named whole', () => {
  assert.deepEqual(publisherOf('Python-3.14.0.tgz')?.expectation, { certificateIdentity: 'hugo@python.org', certificateOidcIssuer: 'https://github.com/login/oauth' });
  assert.deepEqual(publisherOf('kubectl')?.expectation, { certificateIdentity: 'krel-staging@k8s-releng-prod.iam.gserviceaccount.com', certificateOidcIssuer: 'https://accounts.google.com' });
  assert.deepEqual(publisherOf('hello-2.12.1.all.bottle.tar.gz')?.expectation, { repo: 'Homebrew/homebrew-core' });
});

test('other names are nobody’s', () => {
  for (const file of ['app.tar.gz', 'kubectl.tar.gz', 'my-kubectl', 'Python-2.7.18.tgz.txt', 'Python-3.99.0.exe', 'app.jar', 'a.whl', 'hello.bottle.zip', '']) assert.equal(publisherOf(file), undefined, file);
});
