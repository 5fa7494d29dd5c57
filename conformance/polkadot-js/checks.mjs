// Named checks, one after the other, and the report that they make.
import assert from 'node:assert/strict';

/** A promise's value, or an error if there is none after so many seconds. */
export async function within(seconds, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${seconds} seconds`)), seconds * 1000);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The checks of one host: each is a function that throws if something is wrong, and may return figures for the report. */
export class Checks {
  #checks = [];

  constructor(host, version, secondsEach) {
    this.host = host;
    this.version = version;
    this.secondsEach = secondsEach;
  }

  /** Runs a check. One that fails does not stop those after it. */
  async run(name, check, seconds = this.secondsEach) {
    try {
      const figures = await within(seconds, name, check());
      this.#checks.push({ name, ok: true, figures: figures ?? {} });
    } catch (error) {
      this.#checks.push({ name, ok: false, failure: error.message });
    }
    const { ok, failure } = this.#checks.at(-1);
    console.error(`${ok ? 'ok    ' : 'FAILED'} ${name}${ok ? '' : `: ${failure}`}`);
  }

  get succeeded() {
    return this.#checks.length > 0 && this.#checks.every(({ ok }) => ok);
  }

  /** The report: numbers too large for JSON are text. */
  report() {
    const plain = (_, value) => (typeof value === 'bigint' ? value.toString() : value);
    return JSON.stringify({ host: this.host, version: this.version, checks: this.#checks }, plain, 2);
  }
}

/** Two numbers must be the same, whatever types of number they are. */
export function same(actual, expected, what) {
  assert.equal(BigInt(actual), BigInt(expected), `${what} is ${actual}, not ${expected}`);
}
