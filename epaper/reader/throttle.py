"""The throttle: how often somebody may try the moderators' token."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta
from threading import Lock

SPAN = timedelta(minutes=15)
# People mistype a pasted token a few times. Even from a thousand addresses a token of 16 letters
# is not guessed at 50 tries in 15 minutes; meanwhile moderators wait too, that is the price.
PER_ADDRESS = 5
OVERALL = 50


class Throttle:
    """The tries of the last while, in memory: a server has one process; a new start forgets."""

    def __init__(self) -> None:
        self._tries: deque[tuple[datetime, str]] = deque()
        self._lock = Lock()

    def take(self, who: str, now: datetime) -> bool:
        """Count a try of `who`, unless there have been too many; then False."""
        with self._lock:
            while self._tries and now - self._tries[0][0] >= SPAN:
                self._tries.popleft()
            own = sum(other == who for _, other in self._tries)
            if own >= PER_ADDRESS or len(self._tries) >= OVERALL:
                return False
            self._tries.append((now, who))
            return True

    def forgive(self, who: str) -> None:
        """Forget the tries of somebody who has got in."""
        with self._lock:
            self._tries = deque(tried for tried in self._tries if tried[1] != who)
