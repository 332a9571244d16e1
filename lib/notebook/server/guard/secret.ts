import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret of 192 bits, as letters, digits, hyphens and underscores. */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** Whether two secrets are the same, in a time that tells neither what they hold nor how long they are. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
