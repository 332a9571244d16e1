import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with the one line that any reader of a log understands: "12 passed, 0 failed". */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) =>
      [...module.children.allTests()].map((test) => test.result().state),
    );
    const count = (state: string) => states.filter((each) => each === state).length;
    const broken = modules.filter(
      (module) => module.state() === "failed" && module.errors().length > 0,
    ).length;
    const skipped = count("skipped");
    process.stdout.write(
      `\n${count("passed")} passed, ${count("failed") + broken} failed${skipped ? `, ${skipped} skipped` : ""}\n`,
    );
  }
}
