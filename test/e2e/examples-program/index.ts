// A Pulumi program whose resources are the examples of rules that the file named by PHIGUARD_EXAMPLES lists.
import { readFileSync } from "node:fs";
import { log } from "@pulumi/pulumi";
import { rules } from "../../../policies/rules/index.gen";
import { record } from "../../examples/record";
import { type ExampleAddress, exampleAt, titleOf } from "./address";
import { materialize } from "./materialize";
import { underName } from "./under-name";

const addresses: readonly ExampleAddress[] = JSON.parse(readFileSync(process.env.PHIGUARD_EXAMPLES ?? "", "utf8"));
for (const address of addresses) {
  try {
    materialize(record(underName(address.prefix, exampleAt(rules, address))));
  } catch (error) {
    // The other examples are still to be judged.
    log.error(`${titleOf(address)}: ${error instanceof Error ? error.message : error}`);
  }
}
