import { createPublicKey, sign } from "node:crypto";
import type { SigningAlgorithmSpec } from "@aws-sdk/client-kms";
import { parseArn } from "../../policies/aws/arn";
import { readSigningKey } from "../../policies/evidence/signature";
import { exitCode, Failure } from "../exit-code";
import { canSeal, type Signer } from "./seal";

/** A key in a file. @param file Ed25519, PEM, without a passphrase @throws LedgerError */
export function fileSigner(file: string): Signer {
  const key = readSigningKey(file);
  return { publicKey: createPublicKey(key), sign: async (bytes) => sign(null, bytes, key) };
}

/** What phiguard can verify, best first. Source: AWS KMS API Reference, Sign, `SigningAlgorithm`. */
const algorithms: readonly SigningAlgorithmSpec[] = ["ED25519_SHA_512", "ECDSA_SHA_256", "ECDSA_SHA_384", "ECDSA_SHA_512"];

const remedy =
  "Name a KMS key for signing of the spec ECC_NIST_EDWARDS25519 or ECC_NIST_P256, with kms:GetPublicKey and kms:Sign allowed, and credentials in the SDK's default chain.";

/**
 * A key that never leaves AWS KMS. Credentials come from the SDK's default chain.
 * @param keyName an ARN, or an id or alias of the Region that the environment names
 * @throws Failure where the key cannot be used
 */
export async function kmsSigner(keyName: string): Promise<Signer> {
  const { GetPublicKeyCommand, KMSClient, SignCommand } = await import("@aws-sdk/client-kms");
  const region = parseArn(keyName)?.region;
  const kms = new KMSClient({ ...(region !== undefined && region !== "" && { region }) });
  const asked = async <Output>(what: string, call: () => Promise<Output>): Promise<Output> => {
    try {
      return await call();
    } catch (error) {
      // The error's name only: its text may name more of the account than a pipeline's log should show.
      throw new Failure(`AWS KMS ${what} ${keyName}: ${error instanceof Error ? error.name : "no answer"}`, remedy, exitCode.couldNotRun);
    }
  };
  const { PublicKey: der, SigningAlgorithms: offered = [] } = await asked("does not give the public part of", () =>
    kms.send(new GetPublicKeyCommand({ KeyId: keyName })),
  );
  const SigningAlgorithm = algorithms.find((algorithm) => offered.includes(algorithm));
  if (der === undefined || SigningAlgorithm === undefined)
    throw new Failure(`${keyName} is no key that evidence can be signed with`, remedy);
  const publicKey = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
  if (!canSeal(publicKey)) throw new Failure(`${keyName} is no key that evidence can be signed with`, remedy);
  return {
    publicKey,
    async sign(bytes) {
      const { Signature: signature } = await asked("does not sign with", () =>
        kms.send(new SignCommand({ KeyId: keyName, Message: bytes, MessageType: "RAW", SigningAlgorithm })),
      );
      return Buffer.from(signature ?? []);
    },
  };
}
