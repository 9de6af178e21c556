// The library that reads zstd. The build makes a file of it, so that neither the page nor the package
// depends on anything at run time.

export { Decompress as Unzstd } from 'fzstd';
