// `npm start`: set up, build, serve the page.

import { join } from 'node:path';

import { build } from './build.js';
import { say } from './console.js';
import { DIST } from './places.js';
import { serve } from './serve.js';

const PORT = 8383;

export async function main() {
  await build();
  const site = join(DIST, 'site');
  const wanted = Number(process.env.PORT ?? PORT);
  const { url } = await serve(site, wanted).catch(() => serve(site));
  say(`\nTouchstone is at ${url} (end with Ctrl-C).`);
}
