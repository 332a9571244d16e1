import { isObject } from "../../nbformat/json.js";
import type { JsonValue } from "../../nbformat/types.js";
import { unansweredReply } from "./messages.js";
import type { Packet } from "./packet.js";

/** The way from a kernel's questions to the pages that are asked, and back. */
export interface Questions {
  /** Brings a question of a cell to a page; where the page has gone, the cell fails. */
  ask(session: string, cell: string, id: string, packet: Packet): void;
  /** Passes on the answer of a page to a question that is open. Others go nowhere: it has been answered, or its cell has ended. */
  answer(session: string, packet: Packet): void;
  /** To be called when a page is back: it is asked again what has not reached it. */
  back(session: string): void;
  /** To be called when a page will not come back: the cells that have asked it fail. */
  gone(session: string): void;
  /** Forgets the questions of a cell that has ended. */
  done(cell: string): void;
  /** Forgets all. */
  clear(): void;
}

/** What `createQuestions` needs of its surroundings. */
export interface QuestionsOptions {
  /** As `Relay.ask`. */
  ask(session: string, packet: Packet, onDelivered: () => void): "sent" | "away" | "gone";
  /** Sends an answer to the kernel. */
  answer(parts: readonly Buffer[]): void;
}

interface Question {
  readonly session: string;
  readonly cell: string;
  readonly packet: Packet;
  delivered: boolean;
}

/** No questions yet. */
export function createQuestions({ ask, answer }: QuestionsOptions): Questions {
  /** By the ids of the messages. */
  const open = new Map<string, Question>();

  function bring(id: string, question: Question): void {
    const how = ask(question.session, question.packet, () => {
      question.delivered = true;
    });
    if (how === "gone") giveUp(id, question);
  }

  function giveUp(id: string, { packet }: Question): void {
    open.delete(id);
    answer(unansweredReply(packet.parts[0] ?? Buffer.from("{}")).parts);
  }

  /** The question that a page answers: the one that it names, or the first where it names none. */
  function answered(session: string, packet: Packet): string | undefined {
    const named = questionNamed(packet);
    if (named !== undefined) return open.get(named)?.session === session ? named : undefined;
    return [...open].find(([, question]) => question.session === session)?.[0];
  }

  return {
    ask(session, cell, id, packet) {
      const question = { session, cell, packet, delivered: false };
      open.set(id, question);
      bring(id, question);
    },
    answer(session, packet) {
      const id = answered(session, packet);
      if (id === undefined) return;
      open.delete(id);
      answer(packet.parts);
    },
    back(session) {
      for (const [id, question] of [...open])
        if (question.session === session && !question.delivered) bring(id, question);
    },
    gone(session) {
      for (const [id, question] of [...open]) if (question.session === session) giveUp(id, question);
    },
    done(cell) {
      for (const [id, question] of open) if (question.cell === cell) open.delete(id);
    },
    clear: () => open.clear(),
  };
}

function questionNamed({ parts }: Packet): string | undefined {
  const parent: JsonValue = JSON.parse(parts[1]?.toString("utf8") ?? "{}");
  return isObject(parent) && typeof parent.msg_id === "string" ? parent.msg_id : undefined;
}
