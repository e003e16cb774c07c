import { takingTurns } from "@tributary/core/support";
import { expect } from "chai";

/** An operation that ends when the test says so. */
function operation(name: string, seen: string[]) {
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const run = async (): Promise<string> => {
    seen.push(`${name} begins`);
    await ended;
    seen.push(`${name} ends`);
    return name;
  };
  return { run, ...settle! };
}

describe("turns", () => {
  it("run one operation at a time, in the order that they were asked for", async () => {
    const inTurn = takingTurns();
    const seen: string[] = [];
    const [first, second] = [operation("first", seen), operation("second", seen)];
    const outcomes = Promise.all([inTurn(first.run), inTurn(second.run)]);
    second.resolve();
    first.resolve();
    expect(await outcomes).to.deep.equal(["first", "second"]);
    expect(seen).to.deep.equal(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("go on after an operation that failed, whose caller alone is told", async () => {
    const inTurn = takingTurns();
    const seen: string[] = [];
    const [failing, next] = [operation("failing", seen), operation("next", seen)];
    const outcomes = Promise.allSettled([inTurn(failing.run), inTurn(next.run)]);
    next.resolve();
    failing.reject(new Error("no room"));
    const [failed, done] = await outcomes;
    expect(failed).to.have.nested.property("reason.message", "no room");
    expect(done).to.deep.equal({ status: "fulfilled", value: "next" });
    expect(seen).to.deep.equal(["failing begins", "next begins", "next ends"]);
  });
});
