"""The fields of a form that hold one text in each language."""


def text_field(language: str) -> str:
    return f"text_{language}"
