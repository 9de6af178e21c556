/** The engine of the element for bundlers (module.js), as the build writes it beside the element. */
export function serveHere(port: MessagePort): void;
