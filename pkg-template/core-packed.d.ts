/** core.wasm, compressed by gzip, in base64; made by the build. */
declare const packed: string;
export default packed;
