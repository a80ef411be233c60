import { all, defineRule } from "../../rule";

const fileSystemId = "fs-0123456789abcdef0";

export default defineRule({
  id: "efs-access-point-identity",
  title: "EFS access points enforce a user and a directory",
  threat: "A client says itself who it is, as NFS lets it, and reads all files with ePHI from the root.",
  remedy: "Set posixUser, and rootDirectory.path to a directory below the root.",
  cites: ["164.312(a)(1)", "164.312(a)(2)(i)"],
  severity: "medium",
  level: "mandatory",
  applies: "ephi",
  on: ["efs.AccessPoint"],
  check: (accessPoint) =>
    all(
      accessPoint.at((p) => p.posixUser?.uid).isSet("no user is enforced", "a user"),
      accessPoint
        .at((p) => p.rootDirectory?.path)
        .or("/")
        .test((path) => path !== "/", "a directory below the root", "the whole file system is reached"),
    ),
  equivalents: {
    prowler: ["efs_access_point_enforce_root_directory", "efs_access_point_enforce_user_identity"],
    checkov: ["CKV_AWS_329", "CKV_AWS_330"],
  },
  examples: {
    good: {
      "user and directory": (s) =>
        s.add("efs.AccessPoint", { fileSystemId, posixUser: { uid: 1000, gid: 1000 }, rootDirectory: { path: "/images" } }),
      "user, and a directory that is made": (s) =>
        s.add("efs.AccessPoint", {
          fileSystemId,
          posixUser: { uid: 1000, gid: 1000 },
          rootDirectory: { path: "/images", creationInfo: { ownerUid: 1000, ownerGid: 1000, permissions: "750" } },
        }),
    },
    bad: {
      "root directory": (s) =>
        s.add("efs.AccessPoint", { fileSystemId, posixUser: { uid: 1000, gid: 1000 }, rootDirectory: { path: "/" } }),
      "no user": (s) => s.add("efs.AccessPoint", { fileSystemId, rootDirectory: { path: "/images" } }),
      "nothing set": (s) => s.add("efs.AccessPoint", { fileSystemId }),
    },
    unknown: {
      "directory known later": (s) =>
        s.add("efs.AccessPoint", { fileSystemId, posixUser: { uid: 1000, gid: 1000 }, rootDirectory: { path: s.later() } }),
    },
    notApplicable: {
      "no ePHI": (s) => s.add("efs.AccessPoint", { fileSystemId, tags: { DataClassification: "none" } }),
    },
  },
});
