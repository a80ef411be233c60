import type { KeyObject } from "node:crypto";
import { readPublicKey } from "../../policies/evidence/signature";
import { Failure } from "../exit-code";
import { asFailure } from "../run-output";
import { canSeal } from "./seal";

/** Reads the public part of a key that signs evidence. @param file PEM @throws Failure where it holds none */
export function readVerifyingKey(file: string): KeyObject {
  let key: KeyObject;
  try {
    key = readPublicKey(file);
  } catch (error) {
    throw asFailure(error);
  }
  if (!canSeal(key))
    throw new Failure(
      `${file} holds neither an Ed25519 key nor one of the curves P-256, P-384 and P-521`,
      "Name the public part of the key that signs.",
    );
  return key;
}
