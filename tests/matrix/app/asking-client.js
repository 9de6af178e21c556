// The questions of ask.js to a session in a worker.

import { EXPECTATION, tell } from './ask.js';

/**
 * @param {string} name
 * @param {() => import('touchstone-verify/worker').Client} make
 */
export function tellBy(name, make) {
  tell(name, async (artifact, { bundle, root }) => {
    const client = make();
    await client.addTrustedRoot(root);
    await client.setExpectation(EXPECTATION);
    const { id } = await client.add({ data: artifact }, { as: 'artifact' });
    await client.add(bundle, { as: 'evidence', evidenceFor: id });
    const report = await client.report();
    await client.start({ whole: true });
    await client.close();
    return report;
  });
}
