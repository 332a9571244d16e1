"use strict";
// A system clock that someone sets while the process runs: every 300 ms it jumps, an hour ahead, back, an hour behind.

const RealDate = Date;
const HOUR = 3_600_000;
const OFFSETS = [0, HOUR, 0, -HOUR];
const now = () => RealDate.now() + OFFSETS[Math.floor(performance.now() / 300) % OFFSETS.length];

class JumpingDate extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
}

Object.defineProperty(JumpingDate, "name", { value: "Date" });
globalThis.Date = JumpingDate;
