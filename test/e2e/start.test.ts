// The pack has to start fast: what only some stacks need is loaded when it is met.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { removeProject } from "../engine/run-pulumi";
import { buildPack } from "./bundle";

test("a pack that starts has loaded no parser of YAML", () => {
  const pack = buildPack();
  try {
    const script = `
      require(${JSON.stringify(join(pack, "bin", "index.js"))});
      const loaded = new Set(Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules)/.exec(file)?.[1]));
      process.stdout.write("\\nloaded " + JSON.stringify([...loaded].filter(Boolean)) + "\\n", () => process.exit(0));
    `;
    const output = execFileSync(process.execPath, ["-e", script], { cwd: pack, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    const loaded: string[] = JSON.parse(/^loaded (.*)$/m.exec(output)?.[1] ?? "null");
    expect(loaded).toEqual(expect.arrayContaining(["@pulumi/policy", "zod"]));
    expect(loaded.filter((name) => name === "yaml")).toEqual([]);
  } finally {
    removeProject(pack);
  }
}, 60_000);
