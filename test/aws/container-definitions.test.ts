import { type Container, judgeContainers } from "../../policies/aws/container-definitions";
import { ternary } from "../../policies/aws/ternary";
import { Cell } from "../../policies/cell";
import { UNKNOWN } from "../../policies/unknown";

const unprivileged = ({ privileged }: Container) => ternary(privileged !== true);

function outcomeOf(document: unknown, question: (container: Container) => ReturnType<typeof ternary> = unprivileged) {
  return judgeContainers(new Cell<string>(document, { path: "containerDefinitions" }), question, "wanted", "because").outcome;
}

test("keys are read in any case, and true as a text", () => {
  expect(outcomeOf('[{"privileged": true}]')).toBe("fail");
  expect(outcomeOf('[{"Privileged": true}]')).toBe("fail");
  expect(outcomeOf('[{"privileged": "true"}]')).toBe("fail");
  expect(outcomeOf('[{"privileged": false}, {}]')).toBe("pass");
});

test("every container is asked, wherever a Batch document keeps it", () => {
  expect(outcomeOf('[{}, {"privileged": true}]')).toBe("fail");
  expect(outcomeOf('{"privileged": true}')).toBe("fail");
  expect(outcomeOf('{"taskProperties": [{"containers": [{}, {"privileged": true}]}]}')).toBe("fail");
  expect(outcomeOf('{"numNodes": 2, "nodeRangeProperties": [{"container": {"privileged": true}}]}')).toBe("fail");
  expect(outcomeOf('{"nodeRangeProperties": [{"ecsProperties": {"taskProperties": [{"containers": [{}]}]}}]}')).toBe("pass");
});

test("what cannot be read is left open, and what is not there does not apply", () => {
  expect(outcomeOf(UNKNOWN)).toBe("undetermined");
  expect(outcomeOf("containers.json")).toBe("undetermined");
  expect(outcomeOf('["api"]')).toBe("undetermined");
  expect(outcomeOf(undefined)).toBe("not-applicable");
  expect(outcomeOf('[{"environment": "wrong"}]')).toBe("pass");
});
