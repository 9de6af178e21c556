/** The halves of the module, each compressed by gzip, in base64; made by the build. */
declare const packed: { core: string; deferred: string };
export default packed;
