"""Sets a prepared folder as a PDF: run as a program of its own, which knows typst and nothing of the site."""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

# A page of Japanese takes 60 MB; a process that asks for far more is setting something it never will finish.
MEMORY = 2 * 2**30
SECONDS = 20
# Of the longer side of a picture: 300 dots to the inch over the width of the text.
PIXELS = 1800
# Of a picture of type: letters on a ground, and the steps between them.
COLOURS = 64


def settle_pictures(folder: Path) -> None:
    """Make pictures as large as paper shows them; one that cannot be read is left to its words."""
    files = list((folder / "images").iterdir())
    broken = {f"images/{file.name}" for file in files if not is_settled(file)}
    if broken:
        record = folder / "paper.json"
        paper = json.loads(record.read_text(encoding="utf-8"))
        leave_out(paper, broken)
        record.write_text(json.dumps(paper, ensure_ascii=False), encoding="utf-8")


def is_settled(file: Path) -> bool:
    """Return whether the picture can be read; one of too many pixels is made smaller."""
    from PIL import Image  # only a paper with pictures pays for it

    try:
        with Image.open(file) as picture:
            form = picture.format
            picture.load()
            if max(picture.size) > PIXELS:
                picture.thumbnail((PIXELS, PIXELS))
                picture.save(file, form)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def thin_out(file: Path) -> None:
    """Keep of a picture of type as many colours as its letters need: a third of the bytes."""
    from PIL import Image

    with Image.open(file) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, "PNG", optimize=True)


def leave_out(value: Any, broken: set[str]) -> None:
    """Take the files of these pictures out of the values of a paper."""
    if isinstance(value, dict):
        if isinstance(value.get("file"), str) and value["file"] in broken:
            value["file"] = None
        for inner in value.values():
            leave_out(inner, broken)
    elif isinstance(value, list):
        for inner in value:
            leave_out(inner, broken)


def main(name: str) -> int:
    """Set `paper.typ` of the folder as `paper.pdf` (or a picture of it); what goes wrong is said on standard error."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder = Path(name)
    order = json.loads(Path(folder, "order.json").read_text(encoding="utf-8"))
    settle_pictures(folder)
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
            ppi=order["dots"],
            pdf_standards=order["standards"],
            timestamp=datetime.fromisoformat(order["made"]),
        )
    except typst.TypstError as fault:
        sys.stderr.write(f"{fault.message}\n{fault.diagnostic}\n")
        return 1
    if order["form"] == "png":
        thin_out(Path(folder, "paper.png"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
