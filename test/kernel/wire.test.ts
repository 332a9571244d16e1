import { expect, test } from "vitest";
import {
  createRequestMessage,
  decodeMessage,
  encodeMessage,
  partsOf,
  signParts,
} from "../../lib/kernel/protocol/wire.js";

const KEY = "a-key";
const message = createRequestMessage("execute_request", { code: "1 + 1 // ü" }, "session", { a: 1 });

test("a message that was signed and sent comes back equal", () => {
  expect(decodeMessage(encodeMessage(message, KEY), KEY)).toEqual(message);
});

test("the routing prefix before the delimiter is passed over", () => {
  const frames = [Buffer.from("identity"), Buffer.from("another"), ...encodeMessage(message, KEY)];
  expect(decodeMessage(frames, KEY)).toEqual(message);
});

test("every request has an id of its own", () => {
  const other = createRequestMessage("execute_request", {}, "session");
  expect(other.header.msg_id).not.toBe(message.header.msg_id);
});

test("a message signed with another key is dropped", () => {
  expect(decodeMessage(encodeMessage(message, "another key"), KEY)).toBeNull();
});

test("a message whose content was changed after signing is dropped", () => {
  const frames = encodeMessage(message, KEY);
  frames[5] = Buffer.from('{"code":"evil()"}');
  expect(decodeMessage(frames, KEY)).toBeNull();
});

test("frames without a delimiter, with too few parts, or none at all are dropped", () => {
  expect(decodeMessage([], KEY)).toBeNull();
  expect(decodeMessage([Buffer.from("{}")], KEY)).toBeNull();
  expect(decodeMessage(encodeMessage(message, KEY).slice(0, 4), KEY)).toBeNull();
});

test("rightly signed parts that are not JSON objects are dropped", () => {
  const list = { ...message, content: [1] } as unknown as typeof message;
  expect(decodeMessage(encodeMessage(list, KEY), KEY)).toBeNull();
  const none = { ...message, metadata: null } as unknown as typeof message;
  expect(decodeMessage(encodeMessage(none, KEY), KEY)).toBeNull();
});

test("parts that are passed on are signed anew and come back byte for byte, binary ones too", () => {
  const [header, parent, metadata, content] = partsOf(encodeMessage(message, "another key"));
  const parts = [header, parent, metadata, content, Buffer.from([0, 255, 10])].map(
    (part) => part ?? Buffer.alloc(0),
  );
  const frames = [Buffer.from("identity"), ...signParts(parts, KEY)];
  expect(partsOf(frames)).toEqual(parts);
  expect(decodeMessage(frames, KEY)).toEqual(message);
  expect(decodeMessage([...frames.slice(0, -1), Buffer.from([1])], KEY)).toBeNull();
});
