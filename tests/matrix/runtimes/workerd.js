// What a worker of an edge platform does with the package.

import { fileAt, inspect, verify, verifyDownload } from 'touchstone-verify';
import { verify as verifyInline } from 'touchstone-verify/inline';

export default {
  /**
   * @param {Request} _
   * @param {{ SAMPLE: { artifact: string, bundle: string, root: string }, DOWNLOAD: string }} env
   */
  async fetch(_, { SAMPLE: { artifact, bundle, root }, DOWNLOAD }) {
    const options = { evidence: [bundle], expectation: { repo: 'touchstone-sample/hello' }, trust: { roots: [root] }, now: '2026-06-01T00:00:00Z' };
    const code = (/** @type {{ code?: string, message: string }} */ reason) => reason.code ?? reason.message;
    return Response.json({
      bytes: (await verify({ ...options, artifact: { data: artifact } })).verdict,
      changed: (await verify({ ...options, artifact: { data: `${artifact}#` } })).verdict,
      download: (await verifyDownload(DOWNLOAD, options)).verdict,
      tooLarge: await verifyDownload(DOWNLOAD, { ...options, limit: 3 }).catch(code),
      kind: (await inspect(bundle)).kind,
      inline: await verifyInline({ ...options, artifact: { data: artifact } }).catch(code),
      file: await fileAt('x').catch(code),
    });
  },
};
