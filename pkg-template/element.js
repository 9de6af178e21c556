// The entry that registers <touchstone-verify>.

import { TouchstoneVerify } from './element/touchstone-verify.js';

TouchstoneVerify.define();

export { TouchstoneVerify };
