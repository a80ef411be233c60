import { closedToWorld, INGRESS_KINDS } from "../../aws/ingress";
import { opensPort } from "../../aws/network";
import { some } from "../../aws/ternary";
import { defineRule } from "../../rule";

/**
 * FTP, Telnet, RPC, NetBIOS, SMB, SQL Server, Oracle, NFS, MySQL, Redshift, PostgreSQL, Kibana, Redis, Cassandra, Neptune, Kafka,
 * OpenSearch, Memcached, MongoDB. Source: AWS Config's rule restricted-common-ports and the default ports of AWS's data services.
 */
const dataPorts: readonly number[] = [
  20, 21, 23, 135, 139, 445, 1433, 1434, 1521, 2049, 2483, 3306, 3309, 4333, 5432, 5439, 5500, 5601, 6379, 7199, 8182, 8888, 9092, 9160,
  9200, 9300, 11211, 27017, 27018,
];

export default defineRule({
  id: "sg-no-open-data-ports",
  title: "Security groups do not open database and file ports to the Internet",
  threat: "Anyone on the Internet can try passwords and known flaws against a store of ePHI.",
  remedy:
    "Name the security group or the address range of the clients as the source in place of 0.0.0.0/0 and ::/0, and open single ports.",
  cites: [
    "164.312(a)(1)",
    "164.308(a)(3)(i)",
    "164.308(a)(3)(ii)(B)",
    "164.308(a)(4)(i)",
    "164.308(a)(4)(ii)(A)",
    "164.308(a)(4)(ii)(B)",
    "164.308(a)(4)(ii)(C)",
    "164.312(e)(1)",
  ],
  severity: "critical",
  level: "mandatory",
  applies: "ephi",
  on: INGRESS_KINDS,
  check: (resource, stack) =>
    closedToWorld(
      resource,
      stack,
      (range) => some(dataPorts, (port) => opensPort(range, port)),
      "a database or file port is open to the Internet",
    ),
  equivalents: {
    config: ["restricted-common-ports"],
    cdkNag: ["HIPAA.Security-EC2RestrictedCommonPorts", "RDSRestrictedInbound"],
    prowler: [
      "ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_cassandra_7199_9160_8888",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_elasticsearch_kibana_9200_9300_5601",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_ftp_20_21",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_kafka_9092",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_memcached_11211",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mongodb_27017_27018",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_mysql_3306",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_oracle_1521_2483",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_postgres_5432",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_redis_6379",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_sql_server_1433_1434",
      "ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_telnet_23",
      "ec2_instance_port_cassandra_exposed_to_internet",
      "ec2_instance_port_cifs_exposed_to_internet",
      "ec2_instance_port_elasticsearch_kibana_exposed_to_internet",
      "ec2_instance_port_ftp_exposed_to_internet",
      "ec2_instance_port_kafka_exposed_to_internet",
      "ec2_instance_port_kerberos_exposed_to_internet",
      "ec2_instance_port_ldap_exposed_to_internet",
      "ec2_instance_port_memcached_exposed_to_internet",
      "ec2_instance_port_mongodb_exposed_to_internet",
      "ec2_instance_port_mysql_exposed_to_internet",
      "ec2_instance_port_oracle_exposed_to_internet",
      "ec2_instance_port_postgresql_exposed_to_internet",
      "ec2_instance_port_redis_exposed_to_internet",
      "ec2_instance_port_sqlserver_exposed_to_internet",
      "ec2_instance_port_telnet_exposed_to_internet",
    ],
  },
  examples: {
    good: {
      "database port for one network": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["10.0.0.0/16"] }] }),
      "HTTPS for everyone": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: "0.0.0.0/0",
        }),
      "everything from another security group": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "ingress",
          securityGroupId: s.later(),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          sourceSecurityGroupId: s.later(),
        }),
      "default group without rules": (s) => s.add("ec2.DefaultSecurityGroup", {}),
    },
    bad: {
      "database port for everyone": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: ["0.0.0.0/0"] }] }),
      "range that encloses a port, IPv6": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "ingress",
          securityGroupId: s.later(),
          protocol: "tcp",
          fromPort: 1024,
          toPort: 65535,
          ipv6CidrBlocks: ["::/0"],
        }),
      "all protocols": (s) =>
        s.add("vpc.SecurityGroupIngressRule", { securityGroupId: s.later(), ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" }),
      "prefix list of the whole Internet": (s) => {
        const everyone = s.add("ec2.ManagedPrefixList", { addressFamily: "IPv4", maxEntries: 1, entries: [{ cidr: "0.0.0.0/0" }] });
        return s.add("ec2.DefaultSecurityGroup", {
          ingress: [{ protocol: "tcp", fromPort: 3306, toPort: 3306, prefixListIds: [everyone.out("id")] }],
        });
      },
    },
    unknown: {
      "addresses known later": (s) =>
        s.add("ec2.SecurityGroup", { ingress: [{ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: [s.later()] }] }),
      "prefix list outside the stack": (s) =>
        s.add("vpc.SecurityGroupIngressRule", {
          securityGroupId: s.later(),
          ipProtocol: "tcp",
          fromPort: 5432,
          toPort: 5432,
          prefixListId: "pl-12345678",
        }),
    },
    notApplicable: {
      "rule for outgoing traffic": (s) =>
        s.add("ec2.SecurityGroupRule", {
          type: "egress",
          securityGroupId: s.later(),
          protocol: "-1",
          fromPort: 0,
          toPort: 0,
          cidrBlocks: ["0.0.0.0/0"],
        }),
      "no ePHI": (s) =>
        s.add("ec2.SecurityGroup", {
          ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
          tags: { DataClassification: "none" },
        }),
    },
  },
});
