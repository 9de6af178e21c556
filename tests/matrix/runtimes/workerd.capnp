using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "matrix", worker = .matrix),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "matrix")],
);

const matrix :Workerd.Worker = (
  compatibilityDate = "2026-10-01",
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "core.wasm", wasm = embed "core.wasm"),
    (name = "core-deferred.wasm", wasm = embed "core-deferred.wasm"),
  ],
  bindings = [
    (name = "SAMPLE", json = embed "sample.json"),
    (name = "DOWNLOAD", fromEnvironment = "DOWNLOAD"),
  ],
);
