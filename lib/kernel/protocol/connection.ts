import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a kernel listens, in the form of Jupyter's connection files. */
export interface Connection {
  readonly transport: "ipc" | "tcp";
  /** An address of the loopback interface, or the beginning of the sockets' paths. */
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly signature_scheme: "hmac-sha256";
  readonly key: string;
}

/** A connection and the private folder that holds its file and sockets. */
export interface ConnectionFolder {
  readonly connection: Connection;
  readonly folder: string;
  /** Path of the connection file. */
  readonly file: string;
}

/** Longest path of a Unix socket that every system takes. */
const LONGEST_SOCKET_PATH = 100;

/**
 * Makes a connection file (mode 0600) in a new temporary folder (mode 0700), with a random key. The kernel listens
 * on sockets in that folder, which no other user can reach and no other program can take; where the system has
 * none, on free ports of the loopback interface.
 */
export async function createConnectionFolder(): Promise<ConnectionFolder> {
  const folder = await mkdtemp(join(tmpdir(), "tsnb-kernel-"));
  const prefix = join(folder, "k");
  const local = process.platform !== "win32" && prefix.length < LONGEST_SOCKET_PATH;
  const [shell = 1, iopub = 2, stdin = 3, control = 4, heartbeat = 5] = local ? [] : await freePorts(5);
  const connection: Connection = {
    transport: local ? "ipc" : "tcp",
    ip: local ? prefix : "127.0.0.1",
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heartbeat,
    signature_scheme: "hmac-sha256",
    key: randomUUID(),
  };
  const file = join(folder, "connection.json");
  try {
    await writeFile(file, JSON.stringify(connection), { mode: 0o600 });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { connection, folder, file };
}

/** The address of one of a connection's sockets, as ZeroMQ and tslab write it. */
export function addressOf(connection: Connection, port: number): string {
  return `${connection.transport}://${connection.ip}:${port}`;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
      });
      return server;
    }),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
