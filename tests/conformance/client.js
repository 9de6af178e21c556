// `verify-bundle [--staging] --bundle FILE (--certificate-identity I --certificate-oidc-issuer U | --key FILE)
// [--trusted-root FILE] FILE|sha256:HEX`, through the package's command line.

import { main as touchstone } from '../../dist/npm/cli/main.js';

/** @param {string[]} args */
export async function main([command, ...args]) {
  if (command !== 'verify-bundle') {
    process.stderr.write(`not supported: ${command}\n`);
    return 1;
  }
  // The protocol has one or the other: what names both asks for two signers of one signature.
  if (args.includes('--key') && args.includes('--certificate-identity')) {
    process.stderr.write('--key and --certificate-identity exclude each other\n');
    return 1;
  }
  const translated = args.map((arg) => arg === '--bundle' ? '--evidence' : arg);
  return await touchstone(['verify', ...translated]) === 0 ? 0 : 1;
}
