import { judgeContainers } from "../../aws/container-definitions";
import { ternary } from "../../aws/ternary";
import type { Cell } from "../../cell";
import { all, defineRule, when } from "../../rule";

function unprivileged(document: Cell<string>) {
  return judgeContainers(document, ({ privileged }) => ternary(privileged !== true), "privileged left out", "a container is privileged");
}

export default defineRule({
  id: "batch-hardening",
  title: "Batch jobs have no rights on their host",
  threat: "Who breaks into a job goes on to the host and the other jobs there that hold ePHI.",
  remedy: "Leave privileged out, and set eksProperties.podProperties.hostNetwork to false.",
  cites: ["164.312(a)(1)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["batch.JobDefinition"],
  check: (job) =>
    all(
      unprivileged(job.at((p) => p.containerProperties)),
      unprivileged(job.at((p) => p.ecsProperties)),
      unprivileged(job.at((p) => p.nodeProperties)),
      when(job.at((p) => p.eksProperties).present, () =>
        all(
          job
            .at((p) => p.eksProperties?.podProperties.hostNetwork)
            // AWS Batch API Reference, EksPodProperties: the default is true.
            .or(true)
            .equals(false, "the job shares the network of the host"),
          job
            .list((p) => p.eksProperties?.podProperties.containers)
            .each((container) =>
              container
                .at((c) => c.securityContext?.privileged)
                .or(false)
                .equals(false, "a container is privileged"),
            ),
        ),
      ),
    ),
  equivalents: { checkov: ["CKV_AWS_210"] },
  examples: {
    good: {
      container: (s) =>
        s.add("batch.JobDefinition", { type: "container", containerProperties: JSON.stringify({ image: "import:1", privileged: false }) }),
      "pod on EKS": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          eksProperties: { podProperties: { hostNetwork: false, containers: [{ image: "import:1" }] } },
        }),
    },
    bad: {
      privileged: (s) =>
        s.add("batch.JobDefinition", { type: "container", containerProperties: JSON.stringify({ image: "import:1", privileged: true }) }),
      "AWS's default on EKS": (s) =>
        s.add("batch.JobDefinition", { type: "container", eksProperties: { podProperties: { containers: [{ image: "import:1" }] } } }),
      "privileged on one node": (s) =>
        s.add("batch.JobDefinition", {
          type: "multinode",
          nodeProperties: JSON.stringify({
            mainNode: 0,
            numNodes: 2,
            nodeRangeProperties: [{ targetNodes: "0:", container: { image: "import:1", privileged: true } }],
          }),
        }),
    },
    unknown: {
      "known later": (s) => s.add("batch.JobDefinition", { type: "container", containerProperties: s.later() }),
    },
    notApplicable: {
      "no ePHI": (s) =>
        s.add("batch.JobDefinition", {
          type: "container",
          containerProperties: JSON.stringify({ image: "site:1", privileged: true }),
          tags: { DataClassification: "none" },
        }),
    },
  },
});
