// How the element looks: a sheet that a page's policy lets through, and that its own colours and
// measures reach only by the properties named there (style.css).

import { STYLE } from './built.js';

/** @type {CSSStyleSheet | undefined} */
let sheet;

export function style() {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}
