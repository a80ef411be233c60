import { holdsSecret } from "../../aws/secret-text";
import { not } from "../../aws/ternary";
import { holdsNoSecrets } from "../../aws/variables";
import type { Cell } from "../../cell";
import { all, decide, defineRule, notApplicable, type Verdict, when } from "../../rule";

/** A script comes as base64: Amazon SageMaker API Reference, NotebookInstanceLifecycleHook. */
function scriptHoldsNoSecrets(script: Cell<string>): Verdict {
  return when(script.present, () =>
    decide(
      script.ask((encoded) => not(holdsSecret(Buffer.from(encoded, "base64").toString("utf8")))),
      "a secret is written in the script",
      [script.evidence("no secret in the script")],
    ),
  );
}

export default defineRule({
  id: "amplify-and-notebook-no-secrets",
  title: "Amplify apps and notebook scripts hold no secrets",
  threat: "Whoever may read the app or the script reads the password or key, and with it ePHI.",
  remedy: "Keep the secret in AWS Secrets Manager or Parameter Store, and read it where it is used.",
  cites: ["164.308(a)(5)(ii)(D)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["amplify.App", "sagemaker.NotebookInstanceLifecycleConfiguration"],
  // accessToken, oauthToken and basicAuthCredentials are secrets by their nature; whether the program writes them out does not show here.
  check(resource) {
    const app = resource.as("amplify.App");
    if (app) {
      const variables = app.at((p) => p.environmentVariables);
      return variables.state === "absent" ? notApplicable("the app has no variables") : holdsNoSecrets(variables);
    }
    const scripts = resource.as("sagemaker.NotebookInstanceLifecycleConfiguration");
    if (!scripts) return notApplicable();
    return all(scriptHoldsNoSecrets(scripts.at((p) => p.onCreate)), scriptHoldsNoSecrets(scripts.at((p) => p.onStart)));
  },
  equivalents: { prowler: ["amplify_app_no_secrets_in_environment", "sagemaker_notebook_instance_no_secrets"] },
  examples: {
    good: {
      "plain setting": (s) => s.add("amplify.App", { environmentVariables: { STAGE: "live" } }),
      "script without secrets": (s) =>
        s.add("sagemaker.NotebookInstanceLifecycleConfiguration", {
          onStart: Buffer.from("#!/bin/sh\nexport STAGE=live\n").toString("base64"),
        }),
    },
    bad: {
      password: (s) => s.add("amplify.App", { environmentVariables: { DB_PASSWORD: "example" } }),
      "address with a password in a script": (s) =>
        s.add("sagemaker.NotebookInstanceLifecycleConfiguration", {
          onStart: Buffer.from("#!/bin/sh\ngit clone https://reader:example@git.example.com/models.git\n").toString("base64"),
        }),
      "address with a password in a script for the first start": (s) =>
        s.add("sagemaker.NotebookInstanceLifecycleConfiguration", {
          onCreate: Buffer.from("#!/bin/sh\ngit clone https://reader:example@git.example.com/models.git\n").toString("base64"),
        }),
    },
    unknown: {
      "value known later": (s) => s.add("amplify.App", { environmentVariables: { STAGE: s.later() } }),
    },
    notApplicable: {
      "no variables": (s) => s.add("amplify.App", {}),
      "no ePHI": (s) => s.add("amplify.App", { environmentVariables: { DB_PASSWORD: "example" }, tags: { DataClassification: "none" } }),
    },
  },
});
