import { addressPlan, isPrivateRange, isRange } from "../../components/network/address-plan";

test("cuts a range into private subnets from its start, and public ones at its end", () => {
  expect(addressPlan("10.20.0.0/16", 3)).toEqual({
    privateBlocks: ["10.20.0.0/19", "10.20.32.0/19", "10.20.64.0/19"],
    publicBlocks: ["10.20.224.0/21", "10.20.232.0/21", "10.20.240.0/21"],
  });
});

test("gives load balancers the smallest subnet that they take, in the smallest network", () => {
  expect(addressPlan("192.168.252.0/22", 2)).toEqual({
    privateBlocks: ["192.168.252.0/25", "192.168.252.128/25"],
    publicBlocks: ["192.168.255.128/27", "192.168.255.160/27"],
  });
});

test.each(["10.0.0.0/8", "172.16.0.0/12", "172.31.255.0/24", "192.168.1.0/24"])("%s is a private range", (range) => {
  expect(isPrivateRange(range)).toBe(true);
});

test.each(["9.255.0.0/16", "11.0.0.0/8", "172.32.0.0/16", "172.0.0.0/8", "192.169.0.0/16", "0.0.0.0/0"])("%s is not", (range) => {
  expect(isPrivateRange(range)).toBe(false);
});

test.each(["10.0.0.1/8", "10.0.0.0", "10.0.0.0/33", "10.0.0.256/32", "::/0", ""])("%s is no range", (range) => {
  expect(isRange(range)).toBe(false);
});
