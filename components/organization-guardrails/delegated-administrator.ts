import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Services that take a delegated administrator from AWS Organizations itself. Source: AWS Organizations User Guide, "AWS services that you can use with AWS Organizations". */
const byOrganization = ["access-analyzer.amazonaws.com", "config.amazonaws.com", "config-multiaccountsetup.amazonaws.com"];

/**
 * Lets one account administer what watches all others, so that nobody has to work in the management account. Trusted access of the services must be on
 * in the organization. GuardDuty, Security Hub and Inspector name their administrator in each Region, the others once.
 */
export function delegateSecurity(parent: pulumi.ComponentResource, name: string, accountId: string): void {
  const options = { parent };
  new aws.guardduty.OrganizationAdminAccount(name, { adminAccountId: accountId }, options);
  new aws.securityhub.OrganizationAdminAccount(name, { adminAccountId: accountId }, options);
  new aws.inspector2.DelegatedAdminAccount(name, { accountId }, options);
  for (const servicePrincipal of byOrganization) {
    const service = servicePrincipal.slice(0, servicePrincipal.indexOf("."));
    new aws.organizations.DelegatedAdministrator(`${name}-${service}`, { accountId, servicePrincipal }, options);
  }
}
