// Drawing a part of the page anew, under the hands of whoever uses it.

/** What can have the focus. */
const REACHED = 'summary, button, select, a[href], [tabindex]';

/**
 * Puts new children in place of the old. What was open stays open, and what has the focus has it
 * again; where it is gone, what now stands in its place has, or `otherwise`.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement[]} children
 * @param {HTMLElement} [otherwise]
 */
export function redraw(place, children, otherwise) {
  const active = place.contains(document.activeElement) ? document.activeElement : null;
  if (active === null && place.querySelector('details[open]') === null) return place.replaceChildren(...children);
  const before = named(place);
  const open = [...before].flatMap(([name, { parentElement: details }]) => details instanceof HTMLDetailsElement && details.open ? [name] : []);
  place.replaceChildren(...children);
  let now = named(place);
  for (const name of open) {
    const same = now.get(name)?.parentElement;
    if (!(same instanceof HTMLDetailsElement)) continue;
    same.open = true;
    // What is inside may be made only now.
    same.dispatchEvent(new Event('toggle'));
    if (now.size < place.querySelectorAll(REACHED).length) now = named(place);
  }
  if (active === null) return;
  const [names, all] = [[...before.keys()], [...now.values()]];
  const at = [...before.values()].findIndex((element) => element === active);
  const next = now.get(names[at] ?? '') ?? all[Math.min(at, all.length - 1)] ?? otherwise;
  next?.focus({ preventScroll: true });
}

/**
 * All that can have the focus, by a name that the same thing has when it is drawn again: what it
 * stands under, what it is, and the how manieth.
 *
 * @param {HTMLElement} place
 */
function named(place) {
  /** @type {Map<string, HTMLElement>} */
  const found = new Map();
  for (const element of place.querySelectorAll(REACHED)) {
    if (!(element instanceof HTMLElement)) continue;
    const title = element.closest('section, li, article')?.querySelector('h3, .name, .sentence')?.textContent ?? '';
    const what = element instanceof HTMLButtonElement ? element.textContent : element.tagName;
    for (let count = 0; ; count += 1) {
      const name = JSON.stringify([title, what, count]);
      if (found.has(name)) continue;
      found.set(name, element);
      break;
    }
  }
  return found;
}
