"""Learning rate: warm up, hold, then fall to zero once someone says so (warmup-stable-decay)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """`peak` rate after `warmup` steps, held to step `hold`, then falling as 1/sqrt(step).

    `anneal_from` and `anneal_steps` lay a straight line to zero over that, so that a run that must end
    soon, whatever its step, ends well. Source: Hu et al. 2024 (MiniCPM), section 4.
    """

    peak: float
    warmup: int
    hold: int
    anneal_from: int | None = None
    anneal_steps: int = 0

    def rate(self, step: int) -> float:
        """Learning rate of this step (the first step is 0)."""
        rate = self.peak * min(1.0, (step + 1) / self.warmup)
        if step > self.hold:
            rate *= (self.hold / step) ** 0.5
        if self.anneal_from is not None:
            rate *= max(0.0, 1.0 - (step - self.anneal_from) / max(1, self.anneal_steps))
        return rate

    def is_over(self, step: int) -> bool:
        """True once the anneal has reached zero."""
        return self.anneal_from is not None and step >= self.anneal_from + self.anneal_steps
