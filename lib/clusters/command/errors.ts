/** Exit codes of the command. */
export const EXIT = { ok: 0, usage: 2, interrupted: 130 } as const;

/**
 * Something that the person at the keyboard can mend. It prints as one line, and never with a stack; every other error
 * is a bug and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";

  constructor(
    message: string,
    readonly exitCode: number = EXIT.usage,
  ) {
    super(message.replace(/\s*\n\s*/g, " "));
  }
}

/** The end that Ctrl-C asked for. */
export function interrupted(): UserError {
  return new UserError("Interrupted; nothing was written.", EXIT.interrupted);
}
