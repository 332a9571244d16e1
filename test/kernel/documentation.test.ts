import { tmpdir } from "node:os";
import { startKernel } from "tslab-kernel";
import { expect, test } from "vitest";
import { run } from "./support.js";

const CODE = "parseInt";

/** What a fresh kernel says of a function of the language, and of a call with too many arguments. */
async function inspect(documentation: boolean): Promise<{ help: string; complaint: string }> {
  const kernel = await startKernel({ cwd: tmpdir(), documentation });
  try {
    const reply = await kernel.request("inspect_request", { code: CODE, cursor_pos: 2, detail_level: 0 });
    const { traceback } = await run(kernel, `${CODE}("1", 2, 3)`);
    return { help: JSON.stringify(reply.content), complaint: traceback };
  } finally {
    await kernel.shutdown();
  }
}

test("documentation of packages is there for whoever asks for it; types and complaints are the same without", async () => {
  const [documented, bare] = await Promise.all([inspect(true), inspect(false)]);
  expect(documented.help).toContain("Converts a string to an integer.");
  expect(bare.help).not.toContain("Converts a string to an integer.");
  expect(bare.help).toContain("function parseInt(string: string, radix?: number");
  expect(bare.complaint).toContain("Expected 1-2 arguments, but got 3.");
  expect(bare.complaint).toBe(documented.complaint);
});
