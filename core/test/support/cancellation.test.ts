import { expect } from "chai";

import { cancellationSource, throwIfCancelled } from "../../src/support/index.ts";

describe("a cancellation source", () => {
  it("raises its signal once, with the first reason", () => {
    const { signal, cancel } = cancellationSource();
    let calls = 0;
    signal.addEventListener("abort", () => calls++);
    expect(signal.aborted).to.equal(false);
    throwIfCancelled(signal);
    cancel("first");
    cancel("second");
    expect(signal).to.include({ aborted: true, reason: "first" });
    expect(calls).to.equal(1);
    expect(() => throwIfCancelled(signal))
      .to.throw()
      .that.equals("first");
  });

  it("calls nobody who has left, nor who comes too late", () => {
    const { signal, cancel } = cancellationSource();
    const never = (): void => expect.fail("called");
    signal.addEventListener("abort", never);
    signal.removeEventListener("abort", never);
    cancel("now");
    signal.addEventListener("abort", never);
  });

  it("follows its parent until it is released", () => {
    const parent = cancellationSource();
    const child = cancellationSource(parent.signal);
    const released = cancellationSource(parent.signal);
    released.release();
    parent.cancel("all");
    expect(child.signal).to.include({ aborted: true, reason: "all" });
    expect(released.signal.aborted).to.equal(false);
    expect(cancellationSource(parent.signal).signal.reason).to.equal("all");
  });

  it("may be raised without its parent", () => {
    const parent = cancellationSource();
    cancellationSource(parent.signal).cancel("mine");
    expect(parent.signal.aborted).to.equal(false);
  });
});
