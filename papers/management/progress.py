"""How a command that works through many things shows where it is: a bar on a terminal, plain lines otherwise."""

from django.core.management.base import OutputWrapper

WIDTH = 30


class Progress:
    """Counts steps towards a total and writes them as the output can show them."""

    def __init__(self, out: OutputWrapper, total: int, what: str) -> None:
        self.out, self.total, self.what, self.done = out, total, what, 0

    def step(self, name: str, count: int = 1) -> None:
        """Count things done; `name` is what a log wants to read."""
        self.done += count
        if not self.out.isatty():
            self.out.write(f"{self.done}/{self.total} {name}\n")
            return
        filled = WIDTH * self.done // max(self.total, 1)
        self.out.write(
            f"\r[{'█' * filled}{'·' * (WIDTH - filled)}] {self.done}/{self.total} {self.what}", ending=""
        )

    def close(self, line: str) -> None:
        """Write the closing line on a line of its own."""
        self.out.write(f"\n{line}" if self.out.isatty() else line)
