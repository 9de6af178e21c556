// The libraries that read archives. The build makes one file of them, so that neither the page nor
// the package depends on anything at run time.

export { unzipSync } from 'fflate';
export { unpackTar } from 'modern-tar';
