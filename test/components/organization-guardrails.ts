import { OrganizationGuardrails } from "../../components/index";
import type { ComponentCase } from "./component-case";

const targetIds = ["ou-ab12-11111111"];
const notify = ["security@clinic.example"];

const organizationGuardrails: ComponentCase = {
  component: "OrganizationGuardrails",
  minimal: {
    make: () => {
      new OrganizationGuardrails("guardrails", { targetIds, notify });
    },
    undetermined: {},
  },
  full: {
    make: () => {
      new OrganizationGuardrails("guardrails", {
        targetIds: ["r-ab12", "123456789012"],
        notify,
        securityAccountId: "210987654321",
        keepers: ["arn:aws:iam::*:role/deployment"],
        refusedServices: ["lightsail"],
        classification: "internal",
        tags: { Team: "security" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "something that is no part of an organization": {
      make: () => new OrganizationGuardrails("guardrails", { targetIds: ["everything"], notify }),
      says: "targetIds[0] must be the id of a root",
    },
    "everybody as a keeper": {
      make: () => new OrganizationGuardrails("guardrails", { targetIds, notify, keepers: ["arn:aws:iam::*:role/*"] }),
      says: "keepers[0] must be the ARN of a role",
    },
  },
};
export default organizationGuardrails;
