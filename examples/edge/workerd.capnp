# The worker in workerd on a machine of one's own: `npm run build`, then `ORIGIN=https://… npm start`.

using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "edge", worker = .edge),
    # Where the worker may fetch from; "private" for an origin inside one's own network.
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:8080", http = (), service = "edge")],
);

const edge :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [
    (name = "worker.js", esModule = embed "dist/worker.js"),
    (name = "core.wasm", wasm = embed "dist/core.wasm"),
    (name = "core-deferred.wasm", wasm = embed "dist/core-deferred.wasm"),
  ],
  bindings = [
    (name = "ORIGIN", fromEnvironment = "ORIGIN"),
    (name = "HOLD", fromEnvironment = "HOLD"),
    (name = "TRUSTED_ROOT", fromEnvironment = "TRUSTED_ROOT"),
    (name = "POLICY", json = embed "policy.json"),
  ],
);
