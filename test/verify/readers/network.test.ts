// Networks, machines and load balancers as phiguard verify reads them from a real emulator.
import type { Run } from "../../../policies/evidence/run";
import { verdictOn, verifyLive } from "../live";
import { hasPython, type Moto, startMoto } from "../moto";
import { makeNetworkAccount } from "./network-account";
import { failures } from "./network-answers";

jest.setTimeout(300_000);

const python = hasPython();
if (!python) process.stderr.write("SKIPPED: no python3 with venv here, so readers of networks are not tested against moto\n");

(python ? describe : describe.skip)("against moto", () => {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(async () => moto.stop());

  test("what is as the rules ask passes, what is not fails by the rules that it breaks, and passes when it is mended", async () => {
    const { good, bad, instances, volumes, image, launch, balancing, mend } = await makeNetworkAccount(moto.endpoint);
    const before = await verifyLive(moto.endpoint);
    const judged = (run: Run) => ({
      vpc: failures(run, bad.vpc),
      subnet: failures(run, bad.subnet),
      table: failures(run, bad.table),
      gateway: failures(run, bad.gateway),
      group: failures(run, bad.group),
      front: failures(run, bad.front),
      endpoint: failures(run, bad.endpoint),
      transit: failures(run, bad.transit),
      instance: failures(run, instances.bad),
      volume: failures(run, volumes.bad),
      snapshot: failures(run, volumes.badSnapshot),
      shared: failures(run, `${volumes.badSnapshot}/all`),
      image: failures(run, image),
      public: failures(run, `${image}/all`),
      template: failures(run, launch.bad),
      defaultVersion: failures(run, `${launch.bad}/1`),
      balancer: failures(run, balancing.bad),
      targets: failures(run, balancing.badGroup),
      listener: failures(run, balancing.badListener),
      plain: failures(run, balancing.plain),
    });
    const found = {
      vpc: ["vpc-default-sg-closed", "vpc-flow-logs"],
      subnet: ["subnet-no-auto-public-ip"],
      table: ["vpc-no-unrestricted-igw-route"],
      gateway: ["vpc-igw-only-authorized"],
      group: ["sg-egress-restricted", "sg-no-open-data-ports", "sg-no-open-ssh-rdp", "sg-open-only-authorized-ports"],
      // Port 80 is a load balancer's.
      front: ["sg-egress-restricted"],
      endpoint: ["vpc-endpoint-policy"],
      transit: ["tgw-no-auto-accept"],
      instance: [
        "ec2-block-devices-encrypted",
        "ec2-detailed-monitoring",
        "ec2-imds-hop-limit",
        "ec2-imdsv2",
        "ec2-no-key-pair",
        "ec2-no-public-ip",
        "ec2-no-secrets-in-user-data",
        "ec2-termination-protection",
      ],
      volume: ["ebs-volume-customer-key", "ebs-volume-encrypted"],
      snapshot: ["ebs-snapshot-encrypted"],
      shared: ["ebs-snapshot-not-shared"],
      image: ["ami-private-and-encrypted"],
      public: ["ami-private-and-encrypted"],
      template: [],
      defaultVersion: ["ec2-no-public-ip"],
      balancer: ["elb-desync-mitigation", "elbv2-access-logs", "elbv2-deletion-protection", "elbv2-drop-invalid-headers"],
      targets: ["elbv2-backend-https"],
      listener: ["elbv2-tls12-policy"],
      plain: ["elbv2-https-listeners"],
    };
    expect(judged(before.run)).toEqual(found);

    const goods = [
      ...[good.vpc, good.subnet, good.table, good.acl, good.group, volumes.good, volumes.goodSnapshot, launch.good],
      ...[balancing.good, balancing.goodGroup, balancing.goodListener, balancing.redirect],
    ];
    expect(goods.map((name) => [name, failures(before.run, name)])).toEqual(goods.map((name) => [name, []]));
    // The emulator cannot monitor in detail.
    expect(failures(before.run, instances.good)).toEqual(["ec2-detailed-monitoring"]);
    const passes = [
      ["vpc-flow-logs", good.vpc],
      ["vpc-default-sg-closed", good.vpc],
      ["sg-no-open-ssh-rdp", good.group],
      ["sg-no-http-80", bad.front],
      ["ec2-imdsv2", instances.good],
      ["ec2-block-devices-encrypted", instances.good],
      ["ec2-no-public-ip", instances.good],
      ["ec2-no-secrets-in-user-data", instances.good],
      ["ebs-volume-customer-key", volumes.good],
      ["ebs-snapshot-encrypted", volumes.goodSnapshot],
      ["elbv2-access-logs", balancing.good],
      ["elbv2-tls12-policy", balancing.goodListener],
      ["elbv2-https-listeners", balancing.redirect],
    ] as const;
    expect(passes.map(([rule, name]) => [rule, verdictOn(before.run, rule, name)])).toEqual(passes.map(([rule]) => [rule, "pass"]));
    expect(before.found.resources.filter(({ name }) => name.endsWith(instances.gone) || name.endsWith(instances.rootOfBad))).toEqual([]);
    expect(before.run.verdicts.find(({ rule }) => rule === "ebs-encryption-by-default")?.outcome).toBe("fail");
    // Defaults that the emulator does not know are no verdict.
    for (const rule of ["ebs-snapshot-block-public-access", "ami-block-public-access", "ec2-serial-console-off", "vpc-block-public-access"])
      expect([rule, before.run.verdicts.find((verdict) => verdict.rule === rule)?.outcome]).toEqual([rule, "undetermined"]);

    await mend();
    const { run } = await verifyLive(moto.endpoint);
    expect(judged(run)).toEqual({
      ...found,
      vpc: [],
      subnet: [],
      group: ["sg-egress-restricted"],
      instance: found.instance.filter((rule) => !rule.startsWith("ec2-imds")),
      shared: [],
      public: [],
      defaultVersion: [],
      balancer: ["elbv2-access-logs", "elbv2-drop-invalid-headers"],
      listener: [],
      plain: [],
    });
    expect(run.verdicts.find(({ rule }) => rule === "ebs-encryption-by-default")?.outcome).toBe("pass");
  });
});
