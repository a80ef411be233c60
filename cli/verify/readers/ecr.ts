import type { EncryptionConfiguration, EncryptionConfigurationForRepositoryCreationTemplate, Repository } from "@aws-sdk/client-ecr";
import type { ClassName } from "../../../policies/aws/kinds";
import { ecrCalls as calls } from "../calls/ecr";
import { part, tagsOf } from "../found";
import { keyArn } from "../key-arn";
import { byLowerCaseNextToken } from "../paging";
import { forEach, listed, type Reading, type ServiceReader } from "../reader";

const repositoryKinds = ["ecr.Repository", "ecr.RepositoryPolicy"] as const satisfies readonly ClassName[];
const templateKinds = ["ecr.RepositoryCreationTemplate"] as const satisfies readonly ClassName[];

/** Private repositories with their policies, and what holds for the whole registry: its policy, its scanning, and templates of new repositories. */
export const ecrReader: ServiceReader = {
  service: "ecr",
  calls,
  regional: true,
  kinds: [...repositoryKinds, ...templateKinds, "ecr.RegistryPolicy", "ecr.RegistryScanningConfiguration"],
  read,
};

async function read(reading: Reading): Promise<void> {
  await Promise.all([readRepositories(reading), readRegistry(reading), readTemplates(reading)]);
}

async function readRepositories(reading: Reading): Promise<void> {
  const { account, region } = reading;
  const repositories = await account.list(
    region,
    calls.repositories,
    { maxResults: 1000 },
    { items: (page) => page.repositories, next: byLowerCaseNextToken },
  );
  await forEach(listed(reading, repositoryKinds, repositories), (repository) => readRepository(reading, repository));
}

async function readRepository(reading: Reading, repository: Repository): Promise<void> {
  const { account, region, found } = reading;
  const { repositoryArn: arn, repositoryName: name, encryptionConfiguration: encryption } = repository;
  if (arn === undefined || name === undefined) return;
  const [policy, tags] = await Promise.all([
    account.ask(region, calls.repositoryPolicy, { repositoryName: name }, ["RepositoryPolicyNotFoundException"]),
    account.ask(region, calls.tags, { resourceArn: arn }),
  ]);
  const urn = found.add({
    kind: "ecr.Repository",
    id: arn,
    region,
    inputs: {
      name,
      imageTagMutability: repository.imageTagMutability,
      imageScanningConfiguration: repository.imageScanningConfiguration,
      encryptionConfigurations: encryptionOf(reading, encryption),
      tags: part(tags, ({ tags: list }) => tagsOf(list)),
    },
    outputs: { arn, id: name, name, ...(repository.repositoryUri !== undefined && { repositoryUrl: repository.repositoryUri }) },
    answers: [tags],
  });
  if (policy.state === "absent") return;
  found.add({
    kind: "ecr.RepositoryPolicy",
    id: arn,
    region,
    inputs: { repository: name, policy: part(policy, ({ policyText }) => policyText) },
    outputs: { id: name },
    refersTo: { repository: urn },
    answers: [policy],
    mayBeAbsent: policy.state === "unread",
  });
}

async function readRegistry({ account, region, found }: Reading): Promise<void> {
  const [policy, scanning] = await Promise.all([
    account.ask(region, calls.registryPolicy, {}, ["RegistryPolicyNotFoundException"]),
    account.ask(region, calls.registryScanning, {}),
  ]);
  const id = `${account.id}/${region}`;
  if (policy.state !== "absent")
    found.add({
      kind: "ecr.RegistryPolicy",
      id,
      region,
      inputs: { policy: part(policy, ({ policyText }) => policyText) },
      outputs: { id: account.id },
      answers: [policy],
      mayBeAbsent: policy.state === "unread",
    });
  // Every registry has one; the first is basic scanning by hand.
  found.add({
    kind: "ecr.RegistryScanningConfiguration",
    id,
    region,
    inputs: {
      scanType: part(scanning, ({ scanningConfiguration: all }) => all?.scanType),
      rules: part(scanning, ({ scanningConfiguration: all }) => all && (all.rules ?? [])),
    },
    outputs: { id: account.id },
    answers: [scanning],
  });
}

async function readTemplates(reading: Reading): Promise<void> {
  const { account, region, found } = reading;
  const templates = await account.list(
    region,
    calls.templates,
    {},
    { items: (page) => page.repositoryCreationTemplates, next: byLowerCaseNextToken },
  );
  for (const template of listed(reading, templateKinds, templates)) {
    const { prefix = "", encryptionConfiguration: encryption } = template;
    found.add({
      kind: "ecr.RepositoryCreationTemplate",
      id: `${account.id}/${region}/${prefix}`,
      region,
      inputs: {
        prefix,
        appliedFors: template.appliedFor,
        imageTagMutability: template.imageTagMutability,
        repositoryPolicy: template.repositoryPolicy,
        encryptionConfigurations: encryptionOf(reading, encryption),
        resourceTags: tagsOf(template.resourceTags),
      },
      outputs: { id: prefix },
    });
  }
}

/** How a repository, or each new one of a template, is encrypted. */
function encryptionOf(
  reading: Reading,
  encryption: EncryptionConfiguration | EncryptionConfigurationForRepositoryCreationTemplate | undefined,
) {
  return encryption && [{ encryptionType: encryption.encryptionType, kmsKey: keyArn(reading, encryption.kmsKey) }];
}
