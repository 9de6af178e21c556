// How keys of an expectation are called as attributes and options, and attributes as properties.

/** @param {string} key */
export function attributeOf(key) {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** @param {string} attribute */
export function propertyOf(attribute) {
  return attribute.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/**
 * The command line's name of a key: there each value of several is stated by itself.
 *
 * @param {string} key
 * @param {string} kind
 */
export function optionOf(key, kind) {
  const name = attributeOf(key);
  return kind === 'list' || kind === 'map' ? name.slice(0, -1) : name;
}
