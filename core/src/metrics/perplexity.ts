/** exp of a mean cross-entropy in nats; finite, since it is written as JSON, whatever the loss. */
export function perplexityOf(loss: number): number {
  return Math.min(Math.exp(loss), Number.MAX_VALUE);
}

/** Two decimals, while that is a number that people can read. */
export function writePerplexity(perplexity: number): string {
  return perplexity < 1e6 ? perplexity.toFixed(2) : perplexity.toExponential(2);
}
