/** What `phiguard verify` is made of. */
export { judgeLive } from "./judge-live";
export { verifyPolicy } from "./policy";
export { readAccount } from "./read-account";
