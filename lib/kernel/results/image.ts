import { type Bundle, bundle } from "./bundle.js";

/** A larger picture would only burst the notebook. */
const LARGEST = 20_000_000;

interface Picture {
  readonly type: string;
  /** In pixels; not given for documents. */
  readonly size?: readonly [width: number, height: number];
}

/** The output of bytes that are a PNG, JPEG, GIF or WebP picture or a PDF document; `undefined` for any other value. */
export function imageBundle(value: unknown): Bundle | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const picture = pictureOf(bytes);
  if (picture === undefined) return undefined;
  const name = Buffer.isBuffer(value) ? "Buffer" : "Uint8Array";
  const details = [picture.type, picture.size?.join(" × ")].filter(Boolean).join(", ");
  const text = `${name}(${bytes.length}) [${details}]`;
  if (bytes.length > LARGEST) return bundle({ "text/plain": `${text}, too large to be shown` });
  return bundle({ [picture.type]: bytes.toString("base64"), "text/plain": text });
}

function pictureOf(bytes: Buffer): Picture | undefined {
  const text = (start: number, end: number) => bytes.toString("latin1", start, end);
  if (text(0, 8) === "\x89PNG\r\n\x1a\n" && text(12, 16) === "IHDR" && bytes.length >= 24) {
    return { type: "image/png", size: [bytes.readUInt32BE(16), bytes.readUInt32BE(20)] };
  }
  if (/^GIF8[79]a$/.test(text(0, 6)) && bytes.length >= 10) {
    return { type: "image/gif", size: [bytes.readUInt16LE(6), bytes.readUInt16LE(8)] };
  }
  if (text(0, 3) === "\xff\xd8\xff") {
    const size = jpegSize(bytes);
    return size && { type: "image/jpeg", size };
  }
  if (text(0, 4) === "RIFF" && text(8, 12) === "WEBP" && bytes.length >= 30) {
    const size = webpSize(bytes, text(12, 16));
    return size && { type: "image/webp", size };
  }
  return /^%PDF-\d\.\d/.test(text(0, 8)) ? { type: "application/pdf" } : undefined;
}

/** Reads the segments of a JPEG up to the one that begins a frame. */
function jpegSize(bytes: Buffer): [number, number] | undefined {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    // C4, C8 and CC are tables and the like; padding repeats FF.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    }
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function webpSize(bytes: Buffer, chunk: string): [number, number] | undefined {
  if (chunk === "VP8 ") return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  if (chunk === "VP8X") return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (chunk !== "VP8L") return undefined;
  const bits = bytes.readUInt32LE(21);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}
