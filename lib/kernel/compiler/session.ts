import type { Look, Setting } from "./contract.js";
import type { Files } from "./program/files.js";
import { type Options, readOptions } from "./program/options.js";
import type { ProgramSetting } from "./program/program.js";
import type { Programs } from "./program/programs.js";
import { createStamps, type Stamps } from "./program/stamps.js";

/** What is known of a folder's notebooks in one language, as long as its files stay as they are. */
export interface Session {
  readonly setting: Setting;
  readonly options: Options;
  readonly program: ProgramSetting;
  /** Another one whenever a file has changed that any of its cells rests on. */
  readonly generation: number;
  /** Notes what a result rests on. */
  note(looks: readonly Look[]): void;
}

/** Folders that are remembered; who comes back to another begins anew. */
const SESSIONS = 12;

/** Opens sessions, each brought up to date with the files. */
export interface Sessions {
  open(setting: Setting): Session;
}

/** @param shared what all of them have in common */
export function createSessions(
  files: Files,
  programs: Programs,
  shared: Pick<ProgramSetting, "near" | "registry">,
): Sessions {
  const sessions = new Map<string, { session: Session & { generation: number }; stamps: Stamps }>();

  let generations = 0;
  const create = (setting: Setting, generation: number) => {
    const options = readOptions(setting, files);
    const stamps = createStamps(files);
    stamps.note(options.looks);
    const program = { ...shared, folder: setting.folder, options: options.compiler, files };
    return { session: { setting, options, program, generation, note: stamps.note }, stamps };
  };
  const close = (key: string) => {
    const closed = sessions.get(key);
    if (closed) programs.drop(closed.session.program);
    sessions.delete(key);
  };
  return {
    open(setting) {
      files.refresh();
      const key = `${setting.language} ${setting.folder}`;
      const kept = sessions.get(key);
      // The one used last comes last.
      sessions.delete(key);
      if (!kept) {
        const [oldest] = sessions.keys();
        if (oldest !== undefined && sessions.size >= SESSIONS) close(oldest);
        const made = create(setting, ++generations);
        sessions.set(key, made);
        return made.session;
      }
      sessions.set(key, kept);
      const { session, stamps } = kept;
      const isChanged = stamps.compare();
      if (isChanged && session.options.looks.some(isChanged)) {
        programs.drop(session.program);
        const made = create(setting, ++generations);
        sessions.set(key, made);
        return made.session;
      }
      let isOther = isChanged !== undefined;
      for (const program of programs.of(session.program)) isOther = program.refresh(isChanged) || isOther;
      if (isOther) session.generation = ++generations;
      return session;
    },
  };
}
