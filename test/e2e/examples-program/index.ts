// A Pulumi program whose resources are the examples of rules that the file named by PHIGUARD_EXAMPLES lists.
import { readFileSync } from "node:fs";
import { log } from "@pulumi/pulumi";
import { rules } from "../../../policies/rules/index.gen";
import { record } from "../../examples/record";
import { type ExampleAddress, exampleAt, titleOf } from "./address";
import { type CompanyNames, inCompany } from "./in-company";
import { materialize } from "./materialize";

export interface ListedExample {
  readonly address: ExampleAddress;
  readonly names: CompanyNames;
}

const listed: readonly ListedExample[] = JSON.parse(readFileSync(process.env.PHIGUARD_EXAMPLES ?? "", "utf8"));
for (const { address, names } of listed) {
  try {
    materialize(record(inCompany(names, exampleAt(rules, address))));
  } catch (error) {
    // The other examples are still to be judged.
    void log.error(`${titleOf(address)}: ${String(error)}`);
  }
}
