import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { requestHeader } from "../../../lib/notebook/server/kernels/packet.js";
import { protocolOf, V1 } from "../../../lib/notebook/server/kernels/protocol.js";

const v1 = protocolOf(V1);
const json = protocolOf("");

const header = (more: object = {}) =>
  Buffer.from(JSON.stringify({ msg_id: "1", msg_type: "execute_request", ...more }));
const EMPTY = Buffer.from("{}");

const objects = fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.stringify(value));

const packets = fc.record({
  channel: fc.constantFrom("shell", "control", "iopub", "stdin"),
  parts: fc
    .tuple(objects, objects, fc.array(fc.uint8Array(), { maxLength: 3 }))
    .map(([metadata, content, buffers]) => [
      header(),
      EMPTY,
      ...[metadata, content, ...buffers].map((part) => Buffer.from(part)),
    ]),
});

describe("the protocols of a socket", () => {
  test("v1 carries every message byte for byte", () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(v1.decode(Buffer.from(v1.encode(packet)), true)).toEqual(packet);
      }),
    );
  });

  test("the one without a name carries every message, and buffers byte for byte", () => {
    fc.assert(
      fc.property(packets, (packet) => {
        const frame = json.encode(packet);
        const { channel, parts } = json.decode(Buffer.from(frame), typeof frame !== "string");
        expect(channel).toBe(packet.channel);
        expect(parts.slice(0, 4).map((part) => JSON.parse(part.toString()))).toEqual(
          packet.parts.slice(0, 4).map((part) => JSON.parse(part.toString())),
        );
        expect(parts.slice(4)).toEqual(packet.parts.slice(4));
      }),
    );
  });

  test("garbage is refused, whatever it is, and nothing else happens", () => {
    for (const protocol of [v1, json])
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (bytes, binary) => {
          expect(() => requestHeader(protocol.decode(Buffer.from(bytes), binary))).toThrow(Error);
        }),
      );
  });

  test("a table of offsets that leads out of its frame, backwards or nowhere is refused", () => {
    const frame = Buffer.from(v1.encode({ channel: "shell", parts: [header(), EMPTY, EMPTY, EMPTY] }));
    const changed = (word: number, value: bigint) => {
      const copy = Buffer.from(frame);
      copy.writeBigUInt64LE(value, word * 8);
      return copy;
    };
    for (const value of [0n, 8n, 1_000_000n, 2n ** 63n]) {
      expect(() => v1.decode(changed(3, value), true)).toThrow(/leads out of it/);
    }
    for (const value of [0n, 5n, 1_001n, 2n ** 40n]) {
      expect(() => v1.decode(changed(0, value), true)).toThrow(/offsets/);
    }
    expect(() => v1.decode(frame, false)).toThrow(/not binary/);
  });

  test.each([
    ["parts that are missing", [header(), EMPTY, EMPTY]],
    ["a header that is a list", [Buffer.from("[]"), EMPTY, EMPTY, EMPTY]],
    ["a header without an id", [EMPTY, EMPTY, EMPTY, EMPTY]],
    ["an id that is a number", [header({ msg_id: 1 }), EMPTY, EMPTY, EMPTY]],
    ["a header with something inside", [header({ session: { deep: {} } }), EMPTY, EMPTY, EMPTY]],
    ["content that is null", [header(), EMPTY, EMPTY, Buffer.from("null")]],
    ["content that is no JSON", [header(), EMPTY, EMPTY, Buffer.from("{")]],
  ])("a request with %s is refused", (_, parts) => {
    expect(() => requestHeader({ channel: "shell", parts })).toThrow(Error);
  });
});
