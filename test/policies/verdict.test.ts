import {
  all,
  any,
  decide,
  eitherOf,
  fail,
  not,
  notApplicable,
  type Outcome,
  pass,
  undetermined,
  type Verdict,
  when,
} from "../../policies/verdict";

const verdicts: Record<Outcome, Verdict> = {
  pass: pass("p"),
  fail: fail("f"),
  undetermined: undetermined("u"),
  "not-applicable": notApplicable("n"),
};
const outcomes = Object.keys(verdicts) as Outcome[];

const allTable: Record<Outcome, Record<Outcome, Outcome>> = {
  pass: { pass: "pass", fail: "fail", undetermined: "undetermined", "not-applicable": "pass" },
  fail: { pass: "fail", fail: "fail", undetermined: "fail", "not-applicable": "fail" },
  undetermined: { pass: "undetermined", fail: "fail", undetermined: "undetermined", "not-applicable": "undetermined" },
  "not-applicable": { pass: "pass", fail: "fail", undetermined: "undetermined", "not-applicable": "not-applicable" },
};
const anyTable: Record<Outcome, Record<Outcome, Outcome>> = {
  pass: { pass: "pass", fail: "pass", undetermined: "pass", "not-applicable": "pass" },
  fail: { pass: "pass", fail: "fail", undetermined: "undetermined", "not-applicable": "fail" },
  undetermined: { pass: "pass", fail: "undetermined", undetermined: "undetermined", "not-applicable": "undetermined" },
  "not-applicable": { pass: "pass", fail: "fail", undetermined: "undetermined", "not-applicable": "not-applicable" },
};

describe.each(outcomes)("%s", (left) => {
  test.each(outcomes)("with %s", (right) => {
    expect(all(verdicts[left], verdicts[right]).outcome).toBe(allTable[left][right]);
    expect(any(verdicts[left], verdicts[right]).outcome).toBe(anyTable[left][right]);
    expect(eitherOf([verdicts[left], verdicts[right]], "open").outcome).toBe(left === right ? left : "undetermined");
    expect(
      when(
        "unknown",
        () => verdicts[left],
        () => verdicts[right],
      ).outcome,
    ).toBe(left === right ? left : "undetermined");
  });
  test("negated", () => {
    const negated: Record<Outcome, Outcome> = {
      pass: "fail",
      fail: "pass",
      undetermined: "undetermined",
      "not-applicable": "not-applicable",
    };
    expect(not(verdicts[left], "b").outcome).toBe(negated[left]);
  });
});

test("nothing to judge is not applicable, never a pass", () => {
  expect(all().outcome).toBe("not-applicable");
  expect(any().outcome).toBe("not-applicable");
});

test("the verdict tells the reasons and the evidence of the parts that decided, and no others", () => {
  const evidence = (path: string) => [{ path, found: "x", wanted: "y" }];
  const verdict = all(
    pass("fine", evidence("a")),
    fail("bad", evidence("b")),
    fail("worse", evidence("c")),
    undetermined("open", evidence("d")),
  );
  expect(verdict).toEqual({ outcome: "fail", because: "bad; worse", evidence: [...evidence("b"), ...evidence("c")] });
});

test("a condition that holds or not decides which way is taken", () => {
  expect(when("yes", () => fail("f")).outcome).toBe("fail");
  expect(when("no", () => fail("f")).outcome).toBe("not-applicable");
  expect(decide("unknown", "b").outcome).toBe("undetermined");
});
