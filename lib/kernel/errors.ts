/** Exit codes of `tsnb`; 130 is what shells give for Ctrl-C. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * Something that the person at the keyboard can mend: a missing file, a broken notebook, a full disk.
 * It prints as one line (and a hint) and never with a stack; every other error is a bug and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    /** What to do about it, in one sentence. */
    readonly hint?: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message);
  }
}
