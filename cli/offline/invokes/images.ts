// Machine images: which one is newest only AWS knows, so these are placeholders, the same for the same question.
import { hexadecimal } from "../fingerprint";
import { goJson, sortedKeys } from "../go-json";
import { knownString, type PropertyMap } from "../property-values";
import { type Invoke, InvokeError, regionOf } from "./invoke";

function imageId(question: PropertyMap): string {
  return `ami-${hexadecimal(goJson(sortedKeys(question)), 17)}`;
}

const getAmi: Invoke = (args, configuration) => {
  const id = imageId(args);
  const region = regionOf(args, configuration);
  const owner = Array.isArray(args.owners) ? knownString(args.owners[0]) : undefined;
  const arm = goJson(args).includes("arm64");
  return {
    ...args,
    architecture: arm ? "arm64" : "x86_64",
    arn: `arn:${configuration.partition}:ec2:${region}::image/${id}`,
    blockDeviceMappings: [],
    bootMode: "",
    creationDate: "2000-01-01T00:00:00.000Z",
    deprecationTime: "",
    description: "offline placeholder",
    enaSupport: true,
    hypervisor: "xen",
    id,
    imageId: id,
    imageLocation: "",
    imageOwnerAlias: "",
    imageType: "machine",
    imdsSupport: "",
    kernelId: "",
    lastLaunchedTime: "",
    name: "offline placeholder",
    ownerId: owner && /^\d{12}$/.test(owner) ? owner : "137112412989",
    platform: "",
    platformDetails: "Linux/UNIX",
    productCodes: [],
    public: true,
    ramdiskId: "",
    region,
    rootDeviceName: "/dev/xvda",
    rootDeviceType: "ebs",
    rootSnapshotId: "",
    sriovNetSupport: "simple",
    state: "available",
    stateReason: {},
    tags: {},
    tpmSupport: "",
    usageOperation: "RunInstances",
    virtualizationType: "hvm",
  };
};

const getAmiIds: Invoke = (args, configuration) => {
  const id = imageId(args);
  return { ...args, id, ids: [id], region: regionOf(args, configuration) };
};

/** Public parameters that name an image: /aws/service/ami-amazon-linux-latest/..., /aws/service/ecs/optimized-ami/..., EKS's likewise. */
const getParameter: Invoke = (args, configuration) => {
  const name = knownString(args.name) ?? "";
  if (!/^\/aws\/service\/.*(ami|image|bottlerocket)/i.test(name)) {
    throw new InvokeError(
      `offline, only the public parameters of machine images (/aws/service/...) are known, not ${JSON.stringify(name)}; pass its value as stack configuration`,
    );
  }
  const region = regionOf(args, configuration);
  const image = imageId({ name });
  // Parameters that end in "recommended" hold a JSON object around the id.
  const value = name.endsWith("/recommended") ? goJson({ image_id: image, image_name: "offline placeholder" }) : image;
  return {
    ...args,
    arn: `arn:${configuration.partition}:ssm:${region}::parameter${name}`,
    id: name,
    insecureValue: value,
    name,
    region,
    type: "String",
    value,
    version: 1,
  };
};

export const imageInvokes: Readonly<Record<string, Invoke>> = {
  "aws:ec2/getAmi:getAmi": getAmi,
  "aws:ec2/getAmiIds:getAmiIds": getAmiIds,
  "aws:ssm/getParameter:getParameter": getParameter,
};
