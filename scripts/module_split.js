// One module as two that share memory and tables: `core`, which is enough for what is done first, and
// `deferred` with every other function, which may come later or never.
//
// Calls from one into the other go through the table of functions. Until `deferred` is there its
// places are empty, so that such a call traps: nothing goes on without what is missing.

import { createHash } from 'node:crypto';

import { Stop } from './console.js';
import { SHARED } from './glue.js';
import { KIND, Reader, SECTION, limits, moduleOf, name, number, sectionsOf, signed, sized, vector } from './wasm_sections.js';

/**
 * @typedef {import('./wasm_sections.js').Section} Section
 * @typedef {{ parameters: number }} Type  of a function
 * @typedef {{ type: number, least: number, most: number | undefined }} Table
 * @typedef {{ table: number, offset: number, functions: number[] }} Elements  functions in a table, from a place on
 *
 * @typedef {object} Whole  the module that is split; functions are counted as it counts them, imports first
 * @property {Section[]} sections
 * @property {number} imported   how many functions are imported
 * @property {Type[]} types
 * @property {number[]} typeOf   of each function that is defined
 * @property {Uint8Array[]} bodies  the same
 * @property {Table[]} tables
 * @property {Elements[]} elements
 * @property {Uint8Array[]} globals  the type of each
 *
 * @typedef {object} Half
 * @property {(index: number) => boolean} has   whether a function is in it
 * @property {Set<number>} called  functions of it that the other half calls
 *
 * @typedef {(module: Uint8Array) => Promise<Uint8Array>} Prune  drops what nothing in a module reaches, and keeps names
 */

/** Bytes of a function that `core` calls, with which it may as well have it: the call takes hardly less. */
const SMALL = 64;

/** Functions, among the types of references. */
const FUNCTIONS = 0x70;

/**
 * @param {Uint8Array} module
 * @param {Set<number>} used  functions that belong to `core`, by their numbers
 * @param {Prune} prune
 * @returns {Promise<{ core: Uint8Array, deferred: Uint8Array }>}
 */
export async function split(module, used, prune) {
  const whole = read(module);
  const moved = new Set(used);
  const isFirst = (/** @type {number} */ index) => moved.has(index);
  const isLater = (/** @type {number} */ index) => !isFirst(index);
  /** @type {Half} */
  let first = { has: isFirst, called: new Set() };
  /** @type {Half} */
  let later = { has: isLater, called: new Set() };
  for (;;) {
    const slots = slotsOf(whole, all(whole));
    const core = await prune(coreOf(whole, first, slots, ''));
    later = { has: isLater, called: left(core, isLater) };
    const small = [...later.called].filter((index) => known(whole.bodies[index - whole.imported]).length <= SMALL);
    for (const index of small) moved.add(index);
    if (small.length > 0) continue;
    const deferred = await prune(deferredOf(whole, later, slots, ''));
    const called = left(deferred, isFirst);
    if (called.size === first.called.size) break;
    first = { has: isFirst, called };
  }
  const slots = slotsOf(whole, [...later.called, ...first.called]);
  // A half of another build would find other functions in the same places: its memory has another name.
  const identity = createHash('sha256').update(module).update(JSON.stringify([[...moved], [...slots]])).digest('hex').slice(0, 16);
  return {
    core: await prune(coreOf(whole, first, slots, identity)),
    deferred: await prune(deferredOf(whole, later, slots, identity)),
  };
}

/**
 * What the module has to have.
 *
 * @template T
 * @param {T | undefined} found
 */
function known(found) {
  if (found === undefined) throw new Stop('The module names something that it has not.');
  return found;
}

/** @param {Whole} whole */
function all({ imported, bodies }) {
  return bodies.map((_, index) => imported + index);
}

/**
 * A place in the table of functions for each, behind those that are taken.
 *
 * @param {Whole} whole
 * @param {number[]} functions
 * @returns {Map<number, number>}
 */
function slotsOf(whole, functions) {
  const { least } = functionTable(whole).table;
  return new Map(functions.sort((one, other) => one - other).map((index, place) => [index, least + place]));
}

/** @param {Whole} whole */
function functionTable({ tables }) {
  const index = tables.findIndex(({ type }) => type === FUNCTIONS);
  const table = tables[index];
  if (table === undefined) throw new Stop('The module has no table of functions.');
  return { index, table };
}

/**
 * @param {Whole} whole
 * @param {Half} half
 * @param {Map<number, number>} slots
 * @param {string} identity
 */
function coreOf(whole, half, slots, identity) {
  const bodies = bodiesOf(whole, half, slots);
  const shared = [
    exported(identity, KIND.memory, 0),
    ...whole.tables.map((_, index) => exported(`t${index}`, KIND.table, index)),
    ...whole.globals.map((_, index) => exported(`g${index}`, KIND.global, index)),
  ];
  return moduleOf(whole.sections.flatMap(({ id, body }) => {
    if (id === SECTION.custom) return [];
    if (id === SECTION.table) return [{ id, body: tablesWith(whole, slots.size) }];
    if (id === SECTION.export) return [{ id, body: vector([...new Reader(body).vector(exportOf), ...shared]) }];
    if (id === SECTION.element) return [{ id, body: elementsOf(whole, half, slots) }];
    if (id === SECTION.code) return [{ id, body: vector(bodies.map(sized)) }];
    return [{ id, body }];
  }).concat(namesOf(whole, half, bodies)));
}

/**
 * @param {Whole} whole
 * @param {Half} half
 * @param {Map<number, number>} slots
 * @param {string} identity
 */
function deferredOf(whole, half, slots, identity) {
  const bodies = bodiesOf(whole, half, slots);
  const tables = new Reader(tablesWith(whole, slots.size)).vector(tableBytes);
  const [memory] = new Reader(section(whole.sections, SECTION.memory)).vector(limitBytes);
  const shared = [
    imports(identity, KIND.memory, known(memory)),
    ...tables.map((table, index) => imports(`t${index}`, KIND.table, table)),
    ...whole.globals.map((type, index) => imports(`g${index}`, KIND.global, type)),
  ];
  const own = new Set([SECTION.type, SECTION.import, SECTION.function, SECTION.element, SECTION.code].map(Number));
  return moduleOf(whole.sections.filter(({ id }) => own.has(id)).map(({ id, body }) => {
    if (id === SECTION.import) return { id, body: vector([...new Reader(body).vector(importOf), ...shared]) };
    if (id === SECTION.element) return { id, body: elementsOf(whole, half, slots) };
    if (id === SECTION.code) return { id, body: vector(bodies.map(sized)) };
    return { id, body };
  }).concat(namesOf(whole, half, bodies)));
}

/**
 * The functions of a half, and in place of each other one a call of what lies in its place of the table.
 *
 * @param {Whole} whole
 * @param {Half} half
 * @param {Map<number, number>} slots
 */
function bodiesOf(whole, half, slots) {
  const { index: table } = functionTable(whole);
  return whole.bodies.map((body, place) => {
    const index = whole.imported + place;
    if (half.has(index)) return body;
    const slot = slots.get(index);
    // What nothing calls has no place, and is dropped.
    return slot === undefined ? UNREACHABLE : throughTable(whole, place, slot, table);
  });
}

/** A function's body that is `unreachable`. */
const UNREACHABLE = Buffer.from([0, 0x00, 0x0b]);

/**
 * @param {Whole} whole
 * @param {number} place
 * @param {number} slot
 * @param {number} table
 */
function throughTable({ typeOf, types }, place, slot, table) {
  const type = known(typeOf[place]);
  const parameters = Array.from({ length: known(types[type]).parameters }, (_, index) => Buffer.concat([Buffer.of(0x20), number(index)]));
  return Buffer.concat([Buffer.of(0), ...parameters, Buffer.of(0x41), signed(slot), Buffer.of(0x11), number(type), number(table), Buffer.of(0x0b)]);
}

/**
 * The functions of a half at the places where the whole module has them, and those that the other half calls.
 *
 * @param {Whole} whole
 * @param {Half} half
 * @param {Map<number, number>} slots
 */
function elementsOf(whole, { has, called }, slots) {
  const { index: table } = functionTable(whole);
  const placed = whole.elements.flatMap(({ table: where, offset, functions }) => functions.map((index, place) => ({ table: where, place: offset + place, index })));
  const added = [...called].map((index) => ({ table, place: known(slots.get(index)), index }));
  /** @type {Elements[]} */
  const runs = [];
  for (const { table: where, place, index } of [...placed.filter(({ index: each }) => has(each)), ...added].sort((one, other) => one.table - other.table || one.place - other.place)) {
    const last = runs.at(-1);
    if (last !== undefined && last.table === where && last.offset + last.functions.length === place) last.functions.push(index);
    else runs.push({ table: where, offset: place, functions: [index] });
  }
  return vector(runs.map(({ table: where, offset, functions }) => {
    const from = Buffer.concat([Buffer.of(0x41), signed(offset), Buffer.of(0x0b)]);
    const what = vector(functions.map(number));
    return where === 0 ? Buffer.concat([Buffer.of(0), from, what]) : Buffer.concat([Buffer.of(2), number(where), from, Buffer.of(0), what]);
  }));
}

/**
 * The tables, with so many more places for functions.
 *
 * @param {Whole} whole
 * @param {number} more
 */
function tablesWith(whole, more) {
  const { index: functions } = functionTable(whole);
  return vector(whole.tables.map(({ type, least, most }, index) => {
    const added = index === functions ? more : 0;
    return Buffer.concat([Buffer.of(type), limits({ least: least + added, most: most === undefined ? undefined : most + added })]);
  }));
}

/**
 * A name for every function, from which its number can be told, and after which it is placed: what is
 * alike lies together, and is smaller when it is compressed.
 *
 * @param {Whole} whole
 * @param {Half} half
 * @param {Uint8Array[]} bodies
 * @returns {Section}
 */
function namesOf({ imported, typeOf }, { has }, bodies) {
  const names = bodies.map((body, place) => {
    const index = imported + place;
    const type = String(typeOf[place]).padStart(6, '0');
    return Buffer.concat([number(index), name(`${has(index) ? 'own' : 'through-table'}-${type}-${Buffer.from(body.subarray(0, ALIKE)).toString('hex')}-${index}`)]);
  });
  return { id: SECTION.custom, body: Buffer.concat([name('name'), Buffer.of(1), sized(vector(names))]) };
}

/** How many bytes tell whether functions are alike. */
const ALIKE = 64;

/**
 * Which functions of the other half a pruned half still calls.
 *
 * @param {Uint8Array} module
 * @param {(index: number) => boolean} isOther
 */
function left(module, isOther) {
  const numbers = [...functionNames(sectionsOf(module)).values()].map((text) => Number(/-(\d+)$/.exec(text)?.[1]));
  return new Set(numbers.filter((index) => !Number.isNaN(index) && isOther(index)));
}

/**
 * The names of functions, by their numbers.
 *
 * @param {Section[]} sections
 * @returns {Map<number, string>}
 */
export function functionNames(sections) {
  for (const { id, body } of sections) {
    const reader = new Reader(body);
    if (id !== SECTION.custom || reader.name() !== 'name') continue;
    while (reader.at < body.length) {
      const kind = reader.byte();
      const part = new Reader(reader.sized());
      if (kind === 1) return new Map(part.vector((each) => /** @type {const} */ ([each.number(), each.name()])));
    }
  }
  throw new Stop('The module has no names of functions.');
}

/**
 * @param {Uint8Array} module
 * @returns {Whole}
 */
function read(module) {
  const sections = sectionsOf(module);
  if (sections.some(({ id }) => id === SECTION.start)) throw new Stop('The module runs something when it starts.');
  const at = (/** @type {number} */ id) => new Reader(section(sections, id));
  return {
    sections,
    imported: importedFunctions(sections),
    types: at(SECTION.type).vector(typeOf),
    typeOf: at(SECTION.function).vector((reader) => reader.number()),
    bodies: at(SECTION.code).vector((reader) => reader.sized()),
    tables: at(SECTION.table).vector((reader) => ({ type: reader.byte(), ...reader.limits() })),
    elements: at(SECTION.element).vector(elements),
    globals: at(SECTION.global).vector(globalType),
  };
}

/**
 * @param {Section[]} sections
 * @param {number} wanted
 */
export function section(sections, wanted) {
  const found = sections.find(({ id }) => id === wanted);
  if (found === undefined) throw new Stop(`The module has no section ${wanted}.`);
  return found.body;
}

/** @param {Section[]} sections */
export function importedFunctions(sections) {
  const all = new Reader(section(sections, SECTION.import)).vector(importOf);
  return all.filter((bytes) => {
    const reader = new Reader(bytes);
    reader.sized();
    reader.sized();
    if (reader.byte() !== KIND.function) throw new Stop('The module imports something else than functions.');
    return true;
  }).length;
}

/** @param {Reader} reader */
function typeOf(reader) {
  if (reader.byte() !== 0x60) throw new Stop('The module has a type that is not known here.');
  const parameters = reader.sized().length;
  reader.sized();
  return { parameters };
}

/**
 * @param {Reader} reader
 * @returns {Elements}
 */
function elements(reader) {
  const form = reader.number();
  if (form !== 0 && form !== 2) throw new Stop('The module fills its tables in a way that is not known here.');
  const table = form === 2 ? reader.number() : 0;
  if (reader.byte() !== 0x41) throw new Stop('The module fills its tables from a place that is not known here.');
  const offset = reader.number();
  reader.byte();
  if (form === 2) reader.byte();
  return { table, offset, functions: reader.vector((each) => each.number()) };
}

/** @param {Reader} reader */
function globalType(reader) {
  const type = Buffer.from(reader.take(2));
  // An initial value: one instruction with a number, and the end.
  reader.byte();
  while (reader.byte() >= 128);
  if (reader.byte() !== 0x0b) throw new Stop('The module has a global that is not known here.');
  return type;
}

/**
 * The bytes of what is read.
 *
 * @param {Reader} reader
 * @param {(reader: Reader) => void} skip
 */
function bytesOf(reader, skip) {
  const start = reader.at;
  skip(reader);
  return Buffer.from(reader.bytes.subarray(start, reader.at));
}

const limitBytes = (/** @type {Reader} */ reader) => bytesOf(reader, () => reader.limits());
const tableBytes = (/** @type {Reader} */ reader) => bytesOf(reader, () => { reader.byte(); reader.limits(); });
const exportOf = (/** @type {Reader} */ reader) => bytesOf(reader, () => { reader.sized(); reader.byte(); reader.number(); });
const importOf = (/** @type {Reader} */ reader) => bytesOf(reader, () => { reader.sized(); reader.sized(); reader.byte(); reader.number(); });

/**
 * @param {string} text
 * @param {number} kind
 * @param {number} index
 */
function exported(text, kind, index) {
  return Buffer.concat([name(text), Buffer.of(kind), number(index)]);
}

/**
 * @param {string} text
 * @param {number} kind
 * @param {Uint8Array} type
 */
function imports(text, kind, type) {
  return Buffer.concat([name(SHARED), name(text), Buffer.of(kind), type]);
}
