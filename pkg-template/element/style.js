// How the element looks: a sheet that a page's policy lets through, and that its own colours and
// measures reach only by the properties named here.

const TEXT = `
:host { --_line: var(--touchstone-line, #8a8f94); display: block; font: var(--touchstone-font, inherit); color: var(--touchstone-ink, inherit); overflow-wrap: anywhere; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
p, h2, h3, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.box { display: grid; gap: .75em; padding: 1em; border: 1px solid var(--_line); border-radius: var(--touchstone-radius, 6px); background: var(--touchstone-paper, transparent); }
.box.over { outline: 3px dashed var(--touchstone-accent, #b8862d); outline-offset: -6px; }
.idle { display: flex; flex-wrap: wrap; align-items: center; gap: .5em .75em; }
button, label, .independent { font: inherit; min-height: 2.4em; padding: .4em 1em; border: 1px solid currentColor; border-radius: var(--touchstone-radius, 6px); background: none; color: inherit; cursor: pointer; display: inline-block; text-decoration: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:is(button, a, summary, .verdict):focus-visible, input:focus-visible + label { outline: 3px solid var(--touchstone-accent, #b8862d); outline-offset: 2px; }
progress { width: 100%; accent-color: var(--touchstone-accent, #b8862d); }
.verdict { display: grid; gap: .4em; padding: .75em 1em; border-inline-start: .5em solid var(--_colour); background: Canvas; color: CanvasText; }
.verdict { --_colour: var(--touchstone-incomplete, #57606a); }
[data-verdict=verified] { --_colour: var(--touchstone-verified, #1b7f4b); }
[data-verdict=unstated] { --_colour: var(--touchstone-unstated, #8a5a00); }
:is([data-verdict=unexpected], [data-verdict=failed]) { --_colour: var(--touchstone-refuted, #b42318); }
.word { display: inline-flex; align-items: center; gap: .4em; justify-self: start; padding: .1em .6em; font-weight: 700; background: var(--_colour); color: var(--touchstone-on-verdict, #fff); }
svg { width: 1.1em; height: 1.1em; fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round; flex: none; }
h2 { font-size: 1.1em; line-height: 1.35; }
h3 { font-size: 1em; }
.details { display: grid; gap: .6em; padding-block-start: .5em; }
summary { cursor: pointer; min-height: 24px; }
li { display: flex; gap: .5em; padding-block: .3em; }
dt { font-weight: 600; }
code, dd { font-family: ui-monospace, monospace; font-size: .9em; }
@media (forced-colors: active) { .word { border: 1px solid; } }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

export function style() {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(TEXT);
  }
  return sheet;
}
