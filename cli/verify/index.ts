/** What `phiguard verify` is made of. */
export { accessesOf } from "./accesses";
export { readStates, refuseOthers, withDrift } from "./drift";
export { judgeLive } from "./judge-live";
export { verifyPolicy } from "./policy";
export { type LiveAccount, readAccount, regionsOf } from "./read-account";
