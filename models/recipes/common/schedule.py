"""Learning rate: warm up, hold, then fall to zero once someone says so, or by the clock (warmup-stable-decay)."""

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


@dataclass(frozen=True)
class Descent:
    """The rate falls to zero from `begin` to `end` (by time.time()): a run with a budget of time, whose speed nobody
    knows, because other programs share the machine, ends well. A run that is started again in between goes on falling."""

    begin: float
    end: float

    def share(self, now: float) -> float:
        """What is left of the rate, 1 to 0."""
        return min(1.0, max(0.0, (self.end - now) / max(1.0, self.end - self.begin)))
