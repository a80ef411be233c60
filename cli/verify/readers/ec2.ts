import { ec2Calls as calls } from "../calls/ec2";
import type { ServiceReader } from "../reader";
import { connectionForms, connectionKinds, readConnections } from "./ec2-connections";
import { defaultKinds, readDefaults } from "./ec2-defaults";
import { imageKinds, imagesUnseen, readImages } from "./ec2-images";
import { machineKinds, machinesUnseen, readMachines } from "./ec2-machines";
import { networkForms, networkKinds, readNetwork } from "./ec2-network";
import { readSecurityGroups, securityGroupKinds, securityGroupsUnseen } from "./ec2-security-groups";
import { readTemplates, templateKinds } from "./ec2-templates";

/**
 * Machines, disks and networks of a Region, and the Region's defaults. What other accounts share with this one is left out: it is judged where it
 * belongs. What a service of AWS's runs in the account ("managed resources") is left out too, since nobody else may change it.
 */
export const ec2Reader: ServiceReader = {
  service: "ec2",
  calls,
  regional: true,
  kinds: [...connectionKinds, ...defaultKinds, ...imageKinds, ...machineKinds, ...networkKinds, ...securityGroupKinds, ...templateKinds],
  mayGoUnseen: [...connectionForms, ...imagesUnseen, ...machinesUnseen, ...networkForms, ...securityGroupsUnseen],
  async read(reading) {
    await Promise.all([
      readConnections(reading),
      readDefaults(reading),
      readMachines(reading).then((disks) => readImages(reading, disks)),
      readNetwork(reading),
      readSecurityGroups(reading),
      readTemplates(reading),
    ]);
  },
};
