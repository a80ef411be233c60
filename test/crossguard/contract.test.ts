import { plainProperties } from "../../policies/crossguard/properties";
import { UNKNOWN } from "../../policies/unknown";

/** What the adapter relies on in the installed @pulumi/policy although its types do not say it. A new version that changes it fails here first. */
const proxy = jest.requireActual<Record<string, unknown> & { unknownCheckingProxy(properties: object): Record<string, unknown> }>(
  "@pulumi/policy/proxy",
);

test.each([
  "unknownBooleanValue",
  "unknownNumberValue",
  "unknownStringValue",
  "unknownArrayValue",
  "unknownAssetValue",
  "unknownArchiveValue",
  "unknownObjectValue",
])("the library's %s is read as unknown", (name) => {
  const sentinel = proxy[name];
  expect(typeof sentinel).toBe("string");
  const properties = proxy.unknownCheckingProxy({ direct: sentinel, nested: { list: [sentinel, "known"] } });
  expect(() => properties.direct).toThrow("can't be known during preview");
  expect(plainProperties(properties)).toEqual({ direct: UNKNOWN, nested: { list: [UNKNOWN, "known"] } });
});

test("the raw target of a checking proxy is had without a throw, at any depth", () => {
  const properties = proxy.unknownCheckingProxy({ a: { b: { c: 1 } } });
  expect(plainProperties(properties)).toEqual({ a: { b: { c: 1 } } });
});

test("a property named like an internal of JavaScript is data", () => {
  const properties = JSON.parse('{"__proto__": {"polluted": true}, "constructor": "x", "hasOwnProperty": 1}');
  const plain = plainProperties(proxy.unknownCheckingProxy(properties));
  expect(Object.keys(plain).sort()).toEqual(["__proto__", "constructor", "hasOwnProperty"]);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
