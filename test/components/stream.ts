import { EncryptionKey, Stream } from "../../components/index";
import type { ComponentCase } from "./component-case";
import { untyped } from "./wrong-arguments";

const stream: ComponentCase = {
  component: "Stream",
  minimal: {
    make: () => {
      new Stream("vitals");
    },
    undetermined: {},
  },
  full: {
    make: () => {
      const key = new EncryptionKey("records", { through: ["kinesis"] });
      new Stream("vitals", {
        key,
        shards: 4,
        retentionHours: 720,
        consumers: ["monitors", "archive"],
        classification: "ephi",
        tags: { Team: "wards" },
      });
    },
    undetermined: {},
  },
  wrong: {
    "records that are gone before somebody comes": {
      make: () => new Stream("vitals", { retentionHours: 1 }),
      says: "retentionHours must be a whole number of hours from 24 to 8760",
    },
    "half a shard": {
      make: () => new Stream("vitals", { shards: 0.5 }),
      says: "shards must be a whole number of shards from 1 to 200",
    },
    "a reader twice": {
      make: () => new Stream("vitals", { consumers: ["monitors", "monitors"] }),
      says: "consumers[1] repeats an item before it",
    },
    "a stream in the clear": {
      make: () => new Stream("vitals", untyped({ encryptionType: "NONE" })),
      says: "encryptionType is not an argument",
    },
  },
};
export default stream;
