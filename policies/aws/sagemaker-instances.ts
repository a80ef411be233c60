/**
 * Whether instances of a SageMaker type (`ml.g5.xlarge`) have local storage: a "d" behind the family, or one of the families that always have
 * it. Their storage is encrypted in hardware, and SageMaker refuses a key for it, at endpoints, training jobs and processing jobs alike.
 * Source: SageMaker API Reference, CreateEndpointConfig, KmsKeyId, and ResourceConfig, VolumeKmsKeyId; EC2 User Guide, "Instance store".
 */
export function hasLocalStorage(type: string): boolean {
  return /^ml\.(?:[a-z]+\d+[a-z]*d[a-z]*|g5|g6e?|gr6|g7e|p5(?:e|en)?|p6e?-[a-z0-9]+|trn1n?|trn2)\./.test(type);
}
