/** The day of the list that the services below were compared with. */
export const eligibilityAsOf = "2022-04-18";

/**
 * Services that take an application's data and are not among AWS's HIPAA-eligible services, which alone its business associate addendum lets hold
 * ePHI; by the module of @pulumi/aws, with the name that people know. Lightsail has a rule of its own.
 *
 * Source: AWS, "HIPAA Eligible Services Reference", https://aws.amazon.com/compliance/hipaa-eligible-services-reference/, as of
 * {@link eligibilityAsOf}. Services that are younger than that list are not here. AWS adds to it several times a year: what it has added since, a site
 * says by the parameter of hipaa-eligible-services-only.
 */
export const notHipaaEligible: ReadonlyMap<string, string> = new Map([
  ["cloudsearch", "Amazon CloudSearch"],
  ["devicefarm", "AWS Device Farm"],
  ["elastictranscoder", "Amazon Elastic Transcoder"],
  ["gamelift", "Amazon GameLift"],
  ["mediastore", "AWS Elemental MediaStore"],
  ["workmail", "Amazon WorkMail"],
]);
