// What is seen in pictures of the page: the colours of their points, and not what the styles intend.

/** @typedef {import('playwright-core').Page} Page */

/**
 * The contrast of what is drawn against its ground, which is the commonest colour; from 1 to 21.
 *
 * @param {Page} page
 * @param {Buffer} png
 */
export async function contrast(page, png) {
  const [points = []] = await luminances(page, png);
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  const [ground = 0] = [...counts].reduce((most, each) => each[1] > most[1] ? each : most);
  return Math.max(...[...counts.keys()].map((point) => ratio(point, ground)));
}

/**
 * How many points of two pictures stand out from each other, by 3 to 1 or more.
 *
 * @param {Page} page
 * @param {Buffer} one
 * @param {Buffer} other
 */
export async function difference(page, one, other) {
  const [before = [], after = []] = await luminances(page, one, other);
  return before.filter((point, index) => ratio(point, after[index] ?? point) >= 3).length;
}

/**
 * @param {number} one
 * @param {number} other
 */
function ratio(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/**
 * The relative luminance of each point, as WCAG reckons it. A page of its own decodes the pictures:
 * that of the test may not load them.
 *
 * @param {Page} page
 * @param {...Buffer} pngs
 */
async function luminances(page, ...pngs) {
  const blank = await page.context().newPage();
  const lists = await blank.evaluate((texts) => Promise.all(texts.map(async (text) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
    canvas?.drawImage(picture, 0, 0);
    const data = canvas?.getImageData(0, 0, picture.width, picture.height).data ?? [];
    const linear = (/** @type {number} */ value) => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return Array.from({ length: data.length / 4 }, (_, index) => {
      const [red = 0, green = 0, blue = 0] = data.slice(index * 4, index * 4 + 3);
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    });
  })), pngs.map((png) => png.toString('base64')));
  await blank.close();
  return lists;
}
