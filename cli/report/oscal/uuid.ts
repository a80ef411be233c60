import { createHash } from "node:crypto";

/** The namespace of all identifiers here: the one of URLs (RFC 9562, 6.6) with the URN below, so that no other maker comes to the same. */
const namespace = named(Buffer.from("6ba7b8119dad11d180b400c04fd430c8", "hex"), "urn:phiguard:oscal");

/** A UUID of version 5 (RFC 9562, 5.5) from what it identifies: the same things have the same one in every report. */
export function uuidOf(...what: readonly string[]): string {
  const hex = named(namespace, JSON.stringify(what)).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function named(space: Buffer, name: string): Buffer {
  const bytes = createHash("sha1").update(space).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes;
}
