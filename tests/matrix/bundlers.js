// How each bundler makes pages of tests/matrix/app, as its own documentation says to.

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { nodeResolve } from '@rollup/plugin-node-resolve';
import { Parcel, createWorkerFarm } from '@parcel/core';
import { build as esbuild } from 'esbuild';
import { rollup } from 'rollup';
import { build as vite, createServer } from 'vite';
import webpack from 'webpack';

/** The pages there are. */
export const PAGES = ['url', 'inline', 'init', 'client', 'own', 'element'];

/** Bundlers that make a script of a worker only where they are told to. */
const WITH_WORKER = [...PAGES, 'own-worker'];

/**
 * @param {string} name
 * @param {string} [type]  of the script
 */
function htmlFor(name, type = 'module') {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${name}</title></head><body><script type="${type}" src="./${name}.js"></script></body></html>`;
}

/**
 * @param {string} folder
 * @param {string} [type]
 */
export async function writePages(folder, type) {
  await mkdir(folder, { recursive: true });
  await Promise.all(PAGES.map((name) => writeFile(join(folder, `${name}.html`), htmlFor(name, type))));
}

/** @type {Record<string, (from: string, to: string) => Promise<unknown>>} */
export const BUNDLERS = {
  vite: (from, to) => vite({
    root: from, base: './', logLevel: 'error', configFile: false, worker: { format: 'es' },
    build: { outDir: to, emptyOutDir: true, rollupOptions: { input: PAGES.map((name) => join(from, `${name}.html`)) } },
  }),
  webpack: (from, to) => byWebpack(from, to, {}),
  'webpack-module': (from, to) => byWebpack(from, to, { experiments: { outputModule: true }, output: { path: to, filename: '[name].js', module: true } }),
  parcel: byParcel,
  esbuild: async (from, to) => {
    await esbuild({ entryPoints: WITH_WORKER.map((name) => join(from, `${name}.js`)), outdir: to, bundle: true, minify: true, format: 'esm', logLevel: 'error' });
    await writePages(to);
  },
  rollup: async (from, to) => {
    const bundle = await rollup({ input: WITH_WORKER.map((name) => join(from, `${name}.js`)), plugins: [nodeResolve({ browser: true })], logLevel: 'silent' });
    await bundle.write({ dir: to, format: 'es', entryFileNames: '[name].js' });
    await bundle.close();
    await writePages(to);
  },
};

/**
 * @param {string} from
 * @param {string} to
 * @param {import('webpack').Configuration} more
 */
async function byWebpack(from, to, more) {
  const module = more.experiments?.outputModule === true;
  const stats = await new Promise((done, fail) => {
    webpack({
      mode: 'production', context: from, devtool: false, performance: false, optimization: { minimize: false }, output: { path: to },
      entry: Object.fromEntries(PAGES.map((name) => [name, `./${name}.js`])), ...more,
    }, (reason, result) => reason ? fail(reason) : done(result));
  });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  await writePages(to, module ? 'module' : 'text/javascript');
}

/**
 * @param {string} from
 * @param {string} to
 */
async function byParcel(from, to) {
  // Parcel finds its plugins and settings from the sources on.
  const workerFarm = createWorkerFarm({ maxConcurrentWorkers: 0 });
  try {
    await new Parcel({
      entries: PAGES.map((name) => join(from, `${name}.html`)), defaultConfig: fileURLToPath(import.meta.resolve('@parcel/config-default')), mode: 'production', shouldDisableCache: true, workerFarm,
      cacheDir: join(dirname(to), 'parcel-cache'), logLevel: 'error',
      defaultTargetOptions: { distDir: to, publicUrl: './', sourceMaps: false, shouldScopeHoist: true, shouldOptimize: false },
    }).run();
  } finally {
    await workerFarm.end();
  }
}

/**
 * Vite's server for who develops.
 *
 * @param {string} from
 * @param {Record<string, string | Buffer>} given  what is answered at a path
 */
export async function developing(from, given) {
  const server = await createServer({
    root: from, configFile: false, logLevel: 'error', server: { port: 0, host: '127.0.0.1' }, cacheDir: join(from, '.vite'),
    plugins: [{ name: 'given', configureServer: ({ middlewares }) => { middlewares.use((request, response, next) => { const answer = given[request.url ?? '']; if (answer === undefined) next(); else response.end(answer); }); } }],
  });
  await server.listen();
  const address = server.httpServer?.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, close: () => server.close() };
}

