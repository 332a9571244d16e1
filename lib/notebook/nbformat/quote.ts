/** A value as JSON on one line: JSON alone leaves U+0085, U+2028 and U+2029, which end lines too, as they are. */
export function quote(value: string | number | boolean): string {
  return JSON.stringify(value).replace(
    /[\x85\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
