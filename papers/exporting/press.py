"""Sets a prepared folder as a PDF: run as a program of its own, which knows typst and nothing of the site."""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path

# A page of Japanese takes 60 MB; a process that asks for far more is setting something it never will finish.
MEMORY = 2 * 2**30
SECONDS = 20


def main(name: str) -> int:
    """Set `paper.typ` of the folder as `paper.pdf` (or a picture of it); what goes wrong is said on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder = Path(name)
    order = json.loads(Path(folder, "order.json").read_text(encoding="utf-8"))
    import typst  # after the limits, which are for what it does

    fonts = typst.Fonts(include_system_fonts=order["all_fonts"], font_paths=order["fonts"])
    press = typst.Compiler(
        Path(folder, "paper.typ"),
        root=folder,
        font_paths=fonts,
        # A template that named a package would find none, instead of asking the net for it.
        package_path=Path(folder, "none"),
        package_cache_path=Path(folder, "none"),
    )
    try:
        press.compile(
            output=Path(folder, f"paper.{order['form']}"),
            format=order["form"],
            ppi=220,
            pdf_standards=order["standards"],
            timestamp=datetime.fromisoformat(order["made"]),
        )
    except typst.TypstError as fault:
        sys.stderr.write(f"{fault.message}\n{fault.diagnostic}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
