// The libraries that read archives. The build makes one file of them, so that neither the page nor
// the package depends on anything at run time.

export { Gunzip, unzipSync } from 'fflate';
export { Decompress as Unzstd } from 'fzstd';
export { unpackTar } from 'modern-tar';
